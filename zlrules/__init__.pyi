# The public names, each imported from its home when it is first used.

from .api import (
    assess as assess,
    load_plugins as load_plugins,
    load_ruleset as load_ruleset,
    open_library as open_library,
    read_data as read_data,
)
from .assessment import (
    Assessment as Assessment,
)
from .cited_evidence import CitedEvidence as CitedEvidence
from .cli.chinese import (
    ChineseCommand as ChineseCommand,
    ChineseGroup as ChineseGroup,
)
from .cli.new_folder import new_folder as new_folder, written as written
from .cli.one_district import district_option as district_option
from .cli.output import (
    json_text as json_text,
    put as put,
    put_file as put_file,
    writing as writing,
)
from .cli.parameters import (
    DAY as DAY,
    YEAR as YEAR,
    output_option as output_option,
    workspace_argument as workspace_argument,
)
from .cli.root import (
    Settings as Settings,
)
from .cli.safe_names import SafeNames as SafeNames
from .cli.surveying import (
    assess_workspace as assess_workspace,
)
from .cli.wish import (
    Wish as Wish,
    takes_wish as takes_wish,
)
from .data.evidence_files import EvidenceFiles as EvidenceFiles
from .data.files import (
    read_raw as read_raw,
)
from .data.headers import (
    BOUNDS as BOUNDS,
    CHINESE as CHINESE,
    CHINESE_OF as CHINESE_OF,
    COMPARATORS as COMPARATORS,
    EXEMPTIONS as EXEMPTIONS,
    KINDS as KINDS,
    MEASURES as MEASURES,
    STATUSES as STATUSES,
    TABLES as TABLES,
)
from .data.known_on import known_on as known_on
from .data.period import Days as Days
from .data.register import (
    Register as Register,
    Registered as Registered,
    registers_of as registers_of,
)
from .data.tables import (
    Data as Data,
)
from .data.workbooks import check_workbook as check_workbook, plain_format as plain_format
from .data.written import (
    Unreadable as Unreadable,
    Written as Written,
    fold_width as fold_width,
    is_blank as is_blank,
    read_number as read_number,
    read_range as read_range,
)
from .document import (
    AssessmentDocument as AssessmentDocument,
    ResultDocument as ResultDocument,
    RulesetAssessment as RulesetAssessment,
    Run as Run,
    SeriesPoint as SeriesPoint,
    SourceDocument as SourceDocument,
    TargetDocument as TargetDocument,
    to_json as to_json,
)
from .engine.conditions import (
    condition_holds as condition_holds,
)
from .engine.node import (
    Node as Node,
    Quantity as Quantity,
    agreed as agreed,
    all_of as all_of,
    any_of as any_of,
    one_quantity as one_quantity,
    reason_of as reason_of,
    settled as settled,
)
from .engine.series import (
    Events as Events,
    Series as Series,
    member_scope as member_scope,
)
from .errors import (
    DataError as DataError,
    PluginError as PluginError,
    Problem as Problem,
    RulesetError as RulesetError,
    ZlrulesError as ZlrulesError,
    one_of as one_of,
)
from .extensions import (
    MEASURED as MEASURED,
    Child as Child,
    Command as Command,
    Export as Export,
    FileReport as FileReport,
    JsonDocument as JsonDocument,
    Limit as Limit,
    Operator as Operator,
    Paper as Paper,
    PaperRequest as PaperRequest,
    Reader as Reader,
    Reading as Reading,
    Report as Report,
    Requirement as Requirement,
)
from .extras import (
    needing as needing,
)
from .facts import (
    Facts as Facts,
    prepare as prepare,
)
from .hookspecs import (
    hookimpl as hookimpl,
)
from .interval import (
    UNBOUNDED as UNBOUNDED,
    closed_high as closed_high,
    closed_low as closed_low,
    decimals_of as decimals_of,
    greatest_difference as greatest_difference,
    is_open as is_open,
    least_difference as least_difference,
)
from .loading.bound import BoundRow as BoundRow, BoundRuleset as BoundRuleset
from .loading.catalogue import (
    Catalogue as Catalogue,
)
from .loading.library import (
    Library as Library,
    shown_path as shown_path,
)
from .loading.names import Names as Names, fold_name as fold_name
from .loading.yamlfile import (
    YamlFile as YamlFile,
    read_yaml as read_yaml,
)
from .models.base import (
    Count as Count,
    Day as Day,
    Flag as Flag,
    Model as Model,
    Number as Number,
    Single as Single,
    Text as Text,
    Year as Year,
)
from .models.indicator import (
    Indicator as Indicator,
)
from .models.ruleset import (
    Condition as Condition,
    Document as Document,
    Ruleset as Ruleset,
    Source as Source,
    Tree as Tree,
    Words as Words,
)
from .plugins import (
    Plugins as Plugins,
)
from .summary import (
    RulesetSummary as RulesetSummary,
)
from .telling.figures import (
    decimal_text as decimal_text,
)
from .telling.markup import (
    markdown_bullets as markdown_bullets,
    markdown_table as markdown_table,
    markdown_text as markdown_text,
)
from .telling.phrases import (
    basis_text as basis_text,
    completeness_text as completeness_text,
    figure_text as figure_text,
    margin_text as margin_text,
    notes as notes,
    outcome_label as outcome_label,
    period_text as period_text,
    proven_text as proven_text,
    scoped_title as scoped_title,
    source_text as source_text,
    value_text as value_text,
    year_text as year_text,
)
from .telling.presentation import (
    Table as Table,
    conclusions as conclusions,
    conflict_table as conflict_table,
    count_table as count_table,
)
from .telling.run_record import (
    joined_run as joined_run,
)
from .telling.spreadsheet_cells import (
    BYTE_ORDER_MARK as BYTE_ORDER_MARK,
    csv_text as csv_text,
    excel_text as excel_text,
    harmless as harmless,
)
from .telling.summary_tables import (
    summary_tables as summary_tables,
)
from .telling.verdicts import (
    outcome_tables as outcome_tables,
)
from .units import (
    canonical as canonical,
    factor as factor,
)
from .wanted import (
    Wanted as Wanted,
    WantedFigure as WantedFigure,
    WantedTarget as WantedTarget,
    wanted_by as wanted_by,
)
from .words import (
    ATTESTED_LABELS as ATTESTED_LABELS,
    DUTY_STATE_LABELS as DUTY_STATE_LABELS,
    EVIDENCE_STATE_LABELS as EVIDENCE_STATE_LABELS,
    MEASURE_LABELS as MEASURE_LABELS,
    NATURE_LABELS as NATURE_LABELS,
    OUTCOME_LABELS as OUTCOME_LABELS,
    REASON_LABELS as REASON_LABELS,
    STATUS_LABELS as STATUS_LABELS,
    Attested as Attested,
    Comparator as Comparator,
    Decision as Decision,
    DutyState as DutyState,
    Effort as Effort,
    EvidenceState as EvidenceState,
    Kind as Kind,
    Nature as Nature,
    Outcome as Outcome,
    Reason as Reason,
    Status as Status,
    TaskStatus as TaskStatus,
    decision_label as decision_label,
)
from .workspace import (
    Workspace as Workspace,
    open_workspace as open_workspace,
)

__version__: str
