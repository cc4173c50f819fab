# The public names, each imported from its home when it is first used.

from .api import (
    assess as assess,
)
from .api import (
    load_plugins as load_plugins,
)
from .api import (
    load_ruleset as load_ruleset,
)
from .api import (
    open_library as open_library,
)
from .api import (
    read_data as read_data,
)
from .assessment import (
    Assessment as Assessment,
)
from .binding import (
    BoundRuleset as BoundRuleset,
)
from .binding import (
    outside as outside,
)
from .catalogue import (
    Catalogue as Catalogue,
)
from .conditions import (
    condition_holds as condition_holds,
)
from .data.tables import (
    Data as Data,
)
from .document import (
    AssessmentDocument as AssessmentDocument,
)
from .document import (
    ResultDocument as ResultDocument,
)
from .document import (
    RulesetAssessment as RulesetAssessment,
)
from .document import (
    SourceDocument as SourceDocument,
)
from .document import (
    to_json as to_json,
)
from .errors import (
    DataError as DataError,
)
from .errors import (
    PluginError as PluginError,
)
from .errors import (
    Problem as Problem,
)
from .errors import (
    RulesetError as RulesetError,
)
from .errors import (
    ZlrulesError as ZlrulesError,
)
from .errors import (
    one_of as one_of,
)
from .extensions import (
    MEASURED as MEASURED,
)
from .extensions import (
    Child as Child,
)
from .extensions import (
    Command as Command,
)
from .extensions import (
    Operator as Operator,
)
from .extensions import (
    Reader as Reader,
)
from .extensions import (
    Report as Report,
)
from .extensions import (
    Requirement as Requirement,
)
from .hookspecs import (
    hookimpl as hookimpl,
)
from .interval import (
    UNBOUNDED as UNBOUNDED,
)
from .interval import (
    closed_high as closed_high,
)
from .interval import (
    closed_low as closed_low,
)
from .interval import (
    decimals_of as decimals_of,
)
from .interval import (
    greatest_difference as greatest_difference,
)
from .interval import (
    is_open as is_open,
)
from .interval import (
    least_difference as least_difference,
)
from .models.base import (
    Count as Count,
)
from .models.base import (
    Day as Day,
)
from .models.base import (
    Flag as Flag,
)
from .models.base import (
    Model as Model,
)
from .models.base import (
    Number as Number,
)
from .models.base import (
    Text as Text,
)
from .models.base import (
    Year as Year,
)
from .models.indicator import (
    Indicator as Indicator,
)
from .models.ruleset import (
    Condition as Condition,
)
from .models.ruleset import (
    Tree as Tree,
)
from .models.ruleset import (
    Words as Words,
)
from .node import (
    Node as Node,
)
from .node import (
    Quantity as Quantity,
)
from .node import (
    all_of as all_of,
)
from .node import (
    any_of as any_of,
)
from .node import (
    reason_of as reason_of,
)
from .node import (
    settled as settled,
)
from .phrases import (
    basis_text as basis_text,
)
from .phrases import (
    completeness_text as completeness_text,
)
from .phrases import (
    margin_text as margin_text,
)
from .phrases import (
    outcome_label as outcome_label,
)
from .phrases import (
    period_text as period_text,
)
from .phrases import (
    source_text as source_text,
)
from .phrases import (
    value_text as value_text,
)
from .presentation import (
    Table as Table,
)
from .presentation import (
    conclusions as conclusions,
)
from .presentation import (
    conflict_table as conflict_table,
)
from .presentation import (
    count_table as count_table,
)
from .series import (
    Series as Series,
)
from .verdicts import (
    outcome_tables as outcome_tables,
)
from .words import (
    ATTESTED_LABELS as ATTESTED_LABELS,
)
from .words import (
    NATURE_LABELS as NATURE_LABELS,
)
from .words import (
    REASON_LABELS as REASON_LABELS,
)
from .words import (
    STATUS_LABELS as STATUS_LABELS,
)
from .words import (
    Attested as Attested,
)
from .words import (
    Decision as Decision,
)
from .words import (
    Kind as Kind,
)
from .words import (
    Nature as Nature,
)
from .words import (
    Outcome as Outcome,
)
from .words import (
    Reason as Reason,
)
from .words import (
    decision_label as decision_label,
)

__version__: str
