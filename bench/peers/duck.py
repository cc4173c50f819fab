"""DuckDB does the same exact work in SQL: whole numbers on the same lattice, from the same files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

import duckdb
import polars as pl

from bench.figures import YEARS
from bench.generate import Tables
from bench.peers.wide import ATTESTED, DECISIONS, DUE_STATES, NATURES, OUTCOME_WORDS, STATUSES
from bench.peers.wide_exceptions import BOUNDS, PARTS, UNBOUNDED
from bench.peers.wide_judging import OUTCOMES, RATIO_DECIMALS, REASONS
from bench.rules import Row, Rules, Told, change_limit, decimals_of, placed, read_rules, words

FIGURE = ("low", "high", "row", "provisional", "conflict")


def run(tables: Tables) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Judge all districts and years.

    Returns:
        Results and decisions in the form of ``zlrules.Assessment``, texts as enums.
    """
    rules = read_rules()
    with duckdb.connect() as connection:
        for statement in (*_load(tables, rules), *_select(rules), *_cells(rules), *_judge(rules)):
            connection.execute(statement)
        if connection.execute("SELECT count(*) FROM wrong").fetchall() != [(0,)]:
            raise ValueError("the figures are invalid")
        connection.execute(_results(rules))
        results = pl.DataFrame(connection.sql("SELECT * EXCLUDE (nature, cell) FROM results"))
        decisions = pl.DataFrame(connection.sql(_decisions(rules)))
    return results, decisions


def _text(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


def _listed(told: Sequence[str]) -> str:
    return "(" + ", ".join(_text(word) for word in told) + ")"


def _load(tables: Tables, rules: Rules) -> Iterator[str]:
    """The files, the catalogue, and what is wrong with the figures."""
    yield f"CREATE TABLE districts AS SELECT * FROM '{tables.districts}'"
    values = ", ".join(
        f"({place}, {_text(one.id)}, {10**one.decimals}, {2 * 10 ** (rules.scales[one.id] - one.decimals)}, "
        f"{placed(one.least, rules.scales[one.id])}, "
        f"{UNBOUNDED if one.most is None else placed(one.most, rules.scales[one.id])}, "
        f"{any(row.part_year for row in rules.rows if row.indicator == one.id)})"
        for place, one in enumerate(rules.indicators.values())
    )
    columns = "place, id, times, finer, least, most, part_year"
    yield f"CREATE TABLE indicators AS SELECT * FROM (VALUES {values}) AS i({columns})"
    parts = ", ".join(f"({rank}, {_text(part)})" for rank, part in enumerate(PARTS))
    yield f"CREATE TABLE parts AS SELECT * FROM (VALUES {parts}) AS p(rank, part)"
    yield f"""CREATE TABLE figures AS
        SELECT f.file_row_number AS row, district, i.place AS indicator,
            TRY_CAST(period[1:4] AS INTEGER) AS year, p.rank AS part, value, bound, status, source,
            CAST(round(value * times) AS BIGINT) * finer AS exact,
            abs(value * times - round(value * times))
                <= least(greatest(abs(value * times) * {2.0**-49!r}, 1e-9), 0.01) AS near,
            least, most, i.part_year AS part_year,
            CASE WHEN bound IN ('=', '>=') THEN exact WHEN bound = '>' THEN exact + 1
                ELSE least END AS low,
            CASE WHEN bound IN ('=', '<=') THEN exact WHEN bound = '<' THEN exact - 1
                ELSE most END AS high
        FROM read_parquet('{tables.observations}', file_row_number = true) AS f
        LEFT JOIN indicators AS i ON i.id = f.indicator
        LEFT JOIN parts AS p ON p.part = f.period[5:]"""
    yield f"""CREATE TABLE wrong AS
        SELECT row FROM figures LEFT JOIN districts ON code = district
        WHERE (code IS NOT NULL AND near AND indicator IS NOT NULL AND part IS NOT NULL
            AND year BETWEEN {YEARS[0]} AND {YEARS[-1]} AND bound IN {_listed(BOUNDS)}
            AND status IN ('final', 'provisional') AND exact BETWEEN least AND most
            AND NOT (exact = least AND bound = '<') AND NOT (exact = most AND bound = '>'))
            IS DISTINCT FROM true
        UNION ALL
        SELECT min(row) FROM figures GROUP BY district, indicator, year, part, status, source
        HAVING count(DISTINCT (exact, bound)) > 1"""
    yield f"""CREATE TABLE targets AS
        SELECT file_row_number AS target, district, i.place AS indicator,
            CAST(period AS INTEGER) AS year,
            CAST(round(value * times) AS BIGINT) * finer AS exact,
            CASE comparator WHEN 'at_least' THEN exact WHEN 'equals' THEN exact
                WHEN 'more_than' THEN exact + 1 ELSE {-UNBOUNDED} END AS lower,
            CASE comparator WHEN 'at_most' THEN exact WHEN 'equals' THEN exact
                WHEN 'less_than' THEN exact - 1 ELSE {UNBOUNDED} END AS upper
        FROM read_parquet('{tables.assigned}', file_row_number = true)
        JOIN indicators AS i ON i.id = indicator"""


def _select(rules: Rules) -> Iterator[str]:
    """One interval for each district, indicator and year."""
    yield """CREATE TABLE selected AS
        WITH ranked AS (
            SELECT *, rank() OVER (PARTITION BY district, indicator, year
                ORDER BY part, status <> 'final') AS standing
            FROM figures WHERE part = 0 OR part_year
        ), agreed AS (
            SELECT district, indicator, year, max(low) AS common_low, min(high) AS common_high,
                min(low) AS least, max(high) AS most,
                arg_min(row, (bound <> '=', row)) AS row,
                bool_or(status <> 'final') AS provisional
            FROM ranked WHERE standing = 1 GROUP BY district, indicator, year
        )
        SELECT district, indicator, year, row, provisional, common_low > common_high AS conflict,
            CASE WHEN conflict THEN least ELSE common_low END AS low,
            CASE WHEN conflict THEN most ELSE common_high END AS high
        FROM agreed"""


def _cells(rules: Rules) -> Iterator[str]:
    """Every district and year, and for each a row in a table of every indicator's figures."""
    yield f"""CREATE TABLE cells AS
        SELECT row_number() OVER (ORDER BY d.ordinal, y.year) AS cell, d.code AS code,
            d.terrain AS terrain, d.region AS region, CAST(y.year AS INTEGER) AS judged_year
        FROM (SELECT *, row_number() OVER () AS ordinal FROM districts) AS d
        CROSS JOIN range({YEARS.start}, {YEARS.stop}) AS y(year)"""
    for place, indicator in enumerate(rules.indicators):
        now = ", ".join(f"s.{name} AS {name}_{place}" for name in FIGURE)
        earlier = "".join(
            f", lag(s.{name}, {back}) OVER history AS {name}_{place}_{back}"
            for back in _looks_back(rules, indicator)
            for name in FIGURE
        )
        yield f"""CREATE TABLE series_{place} AS SELECT cell, {now}{earlier}
            FROM cells AS c LEFT JOIN selected AS s
                ON s.district = c.code AND s.year = c.judged_year AND s.indicator = {place}
            WINDOW history AS (PARTITION BY c.code ORDER BY c.judged_year)"""


def _source(rules: Rules, row: Row, require: Mapping[str, Any]) -> str:
    """What a row is judged on: its cells with the figures and targets that it names."""
    places = {name: place for place, name in enumerate(rules.indicators)}
    named = {places[name] for name in (row.indicator, *_named(require))}
    joined = "".join(f" JOIN series_{place} USING (cell)" for place in sorted(named))
    if "assigned" in require:
        place = places[row.indicator]
        joined += f""" LEFT JOIN (SELECT district, year, lower AS lower_{place},
                upper AS upper_{place}, target AS target_{place}
            FROM targets WHERE indicator = {place}) AS t
            ON t.district = code AND t.year = judged_year"""
    return f"(SELECT * FROM cells{joined})"


def _named(require: Mapping[str, Any]) -> Iterator[str]:
    if "of" in require:
        yield require["of"]
    for name, told in require.items():
        if name in ("all", "any"):
            for child in told:
                yield from _named(child)


def _looks_back(rules: Rules, indicator: str) -> range:
    """How many earlier years of an indicator are looked at."""
    most = 0
    for row in rules.rows:
        if row.indicator == indicator and row.require:
            most = max(most, row.accept_older, *(_years_back(row.require)))
    return range(1, most + 1)


def _years_back(require: Mapping[str, Any]) -> Iterator[int]:
    yield 0
    for name, told in require.items():
        if name in ("all", "any"):
            for child in told:
                yield from _years_back(child)
        elif name in ("rising", "falling", "steady"):
            yield int(told["years"]) - 1
        elif name == "change":
            yield 1


@dataclass(frozen=True)
class Verdict:
    """What a requirement comes to, as SQL; its columns are named once they stand in a query."""

    met: str
    margin: str = "CAST(NULL AS BIGINT)"
    reason: str = "NULL"
    measured: tuple[str, int] | None = None
    decided_by: str = "CAST(NULL AS INTEGER)"


class Query:
    """The query that judges one row, level by level."""

    def __init__(self, rules: Rules, row: Row) -> None:
        self.rules = rules
        self.row = row
        self.places = {name: place for place, name in enumerate(rules.indicators)}
        self.levels: list[list[str]] = []
        self.nodes = 0

    def at(self, indicator: str, name: str, back: int) -> str:
        """A column of a figure."""
        column = f"{name}_{self.places[indicator]}" + (f"_{back}" if back else "")
        return f"coalesce({column}, false)" if name in ("provisional", "conflict") else column

    def add(self, level: int, prefix: str, verdict: Verdict) -> Verdict:
        """Add the columns of a node."""
        while len(self.levels) <= level:
            self.levels.append([])
        self.levels[level] += [
            f"{verdict.met} AS {prefix}_met",
            f"CASE WHEN {prefix}_met IS NOT NULL THEN {verdict.margin} END AS {prefix}_margin",
            f"CASE WHEN {prefix}_met IS NULL THEN {verdict.reason} END AS {prefix}_reason",
            f"{verdict.decided_by} AS {prefix}_by",
        ]
        return Verdict(
            f"{prefix}_met",
            f"{prefix}_margin",
            f"{prefix}_reason",
            verdict.measured,
            f"{prefix}_by",
        )

    def node(
        self, indicator: str, require: Mapping[str, Any], back: int, uses: list[tuple[str, int]]
    ) -> tuple[Verdict, int]:
        """Add a requirement and all below it."""
        indicator = require.get("of", indicator)
        operator, told = next((name, told) for name, told in require.items() if name != "of")
        children: list[tuple[Verdict, int]] = []
        if operator in ("all", "any"):
            children = [self.node(indicator, child, back, uses) for child in told]
            verdict = _together([one for one, _ in children], decisive=operator == "any")
        elif operator == "by":
            children = [self.node(indicator, one["require"], back, uses) for one in told]
            verdict = _branches([one["when"] for one in told], [one for one, _ in children])
        else:
            own: list[tuple[str, int]] = [(indicator, back)]
            verdict = self._reasoned(self._leaf(indicator, operator, told, back, own), own, back)
            uses.extend(own)
        level = max((one for _, one in children), default=0)
        self.nodes += 1
        return self.add(level, f"n{self.nodes}", verdict), level + 1

    def _reasoned(self, verdict: Verdict, uses: list[tuple[str, int]], back: int) -> Verdict:
        lows = {ago: self.at(name, "low", ago) for name, ago in uses}
        earlier = " OR ".join(
            ["false", *(f"{low} IS NULL" for ago, low in lows.items() if ago != back)]
        )
        conflict = " OR ".join(self.at(name, "conflict", ago) for name, ago in uses)
        reason = f"""coalesce({verdict.reason}, CASE WHEN {lows[back]} IS NULL THEN 'no_figure'
            WHEN {earlier} THEN 'no_history' WHEN {conflict} THEN 'conflict' ELSE 'bound' END)"""
        return Verdict(verdict.met, verdict.margin, reason, verdict.measured, verdict.decided_by)

    def _leaf(
        self,
        indicator: str,
        operator: str,
        told: Told,
        back: int,
        uses: list[tuple[str, int]],
    ) -> Verdict:
        scale = self.rules.scales[indicator]
        low, high = self.at(indicator, "low", back), self.at(indicator, "high", back)
        if operator == "assigned":
            return _assigned(self.places[indicator], low, high, (indicator, scale))
        if operator == "change":
            uses.append((indicator, back + 1))
            before = (self.at(indicator, "low", back + 1), self.at(indicator, "high", back + 1))
            return _change(indicator, told, (low, high), before, scale)
        if operator in ("rising", "falling", "steady"):
            window = range(back, back + int(told["years"]))
            uses.extend((indicator, ago) for ago in window[1:])
            ends = [
                (self.at(indicator, "low", ago), self.at(indicator, "high", ago)) for ago in window
            ]
            return _trend(operator, told, ends, (f"{indicator} change", scale))
        limits = [
            placed(Decimal(one), scale) for one in ([told] if isinstance(told, str) else told)
        ]
        met, missed, margin = _limit(operator, low, high, limits)
        return Verdict(
            _settled(met, missed),
            f"CASE WHEN {_single(low, high)} THEN {margin} END",
            measured=(indicator, scale),
        )

    def sql(self, source: str, columns: Sequence[str]) -> str:
        """The query with all its levels, and what is asked of it."""
        inner = source
        for level in self.levels:
            inner = f"(SELECT *, {', '.join(level)} FROM {inner})"
        return f"SELECT {', '.join(columns)} FROM {inner}"


def _settled(met: str, missed: str) -> str:
    return f"CASE WHEN {met} THEN true WHEN {missed} THEN false END"


def _single(low: str, high: str) -> str:
    return f"({low} = {high} AND {low} & 1 = 0)"


def _limit(operator: str, low: str, high: str, limits: Sequence[int]) -> tuple[str, str, str]:
    limit, most = limits[0], limits[-1]
    return {
        "at_least": (f"{low} >= {limit}", f"{high} < {limit}", f"{low} - {limit}"),
        "more_than": (f"{low} > {limit}", f"{high} <= {limit}", f"{low} - {limit}"),
        "at_most": (f"{high} <= {limit}", f"{low} > {limit}", f"{limit} - {low}"),
        "less_than": (f"{high} < {limit}", f"{low} >= {limit}", f"{limit} - {low}"),
        "equals": (
            f"{low} = {limit} AND {high} = {limit}",
            f"({low} > {limit} OR {high} < {limit})",
            f"-abs({low} - {limit})",
        ),
        "between": (
            f"{low} >= {limit} AND {high} <= {most}",
            f"({high} < {limit} OR {low} > {most})",
            f"least({low} - {limit}, {most} - {low})",
        ),
    }[operator]


def _assigned(place: int, low: str, high: str, measured: tuple[str, int]) -> Verdict:
    lower, upper = f"lower_{place}", f"upper_{place}"
    met = _settled(
        f"{low} >= {lower} AND {high} <= {upper}", f"({high} < {lower} OR {low} > {upper})"
    )
    above = f"CASE WHEN {lower} > {-UNBOUNDED} THEN {low} - ({lower} - ({lower} & 1)) END"
    below = f"CASE WHEN {upper} < {UNBOUNDED} THEN {upper} + ({upper} & 1) - {low} END"
    margin = f"CASE WHEN {_single(low, high)} THEN least({above}, {below}) END"
    reason = f"CASE WHEN {low} IS NOT NULL AND {lower} IS NULL THEN 'no_target' END"
    return Verdict(met, margin, reason, measured)


def _least(low: str, before: str) -> str:
    return f"({low} - ({low} & 1) - {before} - ({before} & 1) + (({low} | {before}) & 1))"


def _most(high: str, before: str) -> str:
    return f"({high} + ({high} & 1) - {before} + ({before} & 1) - (({high} | {before}) & 1))"


def _trend(
    operator: str,
    told: Mapping[str, str],
    ends: Sequence[tuple[str, str]],
    measured: tuple[str, int],
) -> Verdict:
    slack = placed(Decimal(told["tolerance"]), measured[1])
    strict = told.get("strict") == "true"
    good, bad, margins = [], [], []
    for (low, high), (low_before, high_before) in pairwise(ends):
        least, most = _least(low, high_before), _most(high, low_before)
        if operator == "falling":
            least, most = f"(-{most})", f"(-{least})"
        if operator == "steady":
            good.append(f"({least} >= {-slack} AND {most} <= {slack})")
            bad.append(f"({least} > {slack} OR {most} < {-slack})")
            margins.append(f"{slack} - abs({least})")
        else:
            good.append(f"{least} > {-slack}" if strict else f"{least} >= {-slack}")
            bad.append(f"{most} <= {-slack}" if strict else f"{most} < {-slack}")
            margins.append(f"{least} + {slack}")
    exact = " AND ".join(_single(low, high) for low, high in ends)
    margin = f"CASE WHEN {exact} THEN least({', '.join(margins)}) END"
    return Verdict(_settled(" AND ".join(good), f"({' OR '.join(bad)})"), margin, measured=measured)


def _change(
    indicator: str,
    told: Mapping[str, str],
    now: tuple[str, str],
    before: tuple[str, str],
    scale: int,
) -> Verdict:
    comparator, text = change_limit(told)
    limit = Decimal(text)
    if told["unit"] == "%":
        shift = 10 ** decimals_of(limit)
        a, b = 100 * shift, int((100 + limit) * shift)
        (low, high), (low_before, high_before) = now, before
        least = (
            f"(({low} - ({low} & 1))::HUGEINT * {a} - ({high_before} + ({high_before} & 1))::HUGEINT"
            f" * {b} + (({low} | {high_before}) & 1))"
        )
        most = (
            f"(({high} + ({high} & 1))::HUGEINT * {a} - ({low_before} - ({low_before} & 1))::HUGEINT"
            f" * {b} - (({high} | {low_before}) & 1))"
        )
        decimals = max(RATIO_DECIMALS, decimals_of(limit))
        measured = (f"{indicator} %", max(scale, RATIO_DECIMALS))
        finer = 10 ** (measured[1] - decimals)
        change = f"{_rounded(low, low_before, (a, b, shift), decimals)} * {finer}"
        usable = f"{low_before} > 0"
        reason = f"CASE WHEN {low} IS NOT NULL AND NOT ({usable}) THEN 'base_not_positive' END"
    else:
        least = f"({_least(now[0], before[1])} - {placed(limit, scale)})"
        most = f"({_most(now[1], before[0])} - {placed(limit, scale)})"
        change, measured, usable, reason = least, (f"{indicator} change", scale), "true", "NULL"
    met = {
        "at_least": _settled(f"{least} >= 0", f"{most} < 0"),
        "more_than": _settled(f"{least} > 0", f"{most} <= 0"),
        "at_most": _settled(f"{most} <= 0", f"{least} > 0"),
        "less_than": _settled(f"{most} < 0", f"{least} >= 0"),
    }[comparator]
    sign = "" if comparator in ("at_least", "more_than") else "-"
    exact = f"{usable} AND {_single(*now)} AND {_single(*before)}"
    margin = f"CASE WHEN {exact} THEN CAST({sign}({change}) AS BIGINT) END"
    return Verdict(f"CASE WHEN {usable} THEN {met} END", margin, reason, measured)


def _rounded(now: str, before: str, weights: tuple[int, int, int], decimals: int) -> str:
    """The excess in %, half to even; the sign is taken apart, as SQL divides towards zero."""
    a, b, shift = weights
    scaled = f"(({now}::HUGEINT * {a} - {before}::HUGEINT * {b}) * {10**decimals})"
    divisor = f"({before}::HUGEINT * {shift})"
    whole, rest = f"(abs({scaled}) // {divisor})", f"(abs({scaled}) % {divisor})"
    up = f"CASE WHEN 2 * {rest} > {divisor} OR (2 * {rest} = {divisor} AND {whole} % 2 = 1) THEN 1 ELSE 0 END"
    return f"(sign({scaled})::HUGEINT * ({whole} + {up}) * 2)"


def _together(children: Sequence[Verdict], *, decisive: bool) -> Verdict:
    met = "(" + (" OR " if decisive else " AND ").join(child.met for child in children) + ")"
    decides = [f"({child.met} IS NOT DISTINCT FROM {met})" for child in children]
    first = _numbered(decides)
    decided_by = f"CASE WHEN {met} = {str(decisive).lower()} THEN {first} END"
    reason = (
        "coalesce("
        + ", ".join(f"CASE WHEN {child.met} IS NULL THEN {child.reason} END" for child in children)
        + ")"
    )
    kinds = {child.measured for child in children}
    measured = kinds.pop() if len(kinds) == 1 else None
    if measured is None:
        return Verdict(met, reason=reason, decided_by=decided_by)
    pairs = list(zip(decides, children, strict=True))
    told = " AND ".join(f"(NOT {one} OR {child.margin} IS NOT NULL)" for one, child in pairs)
    picked = ", ".join(f"CASE WHEN {one} THEN {child.margin} END" for one, child in pairs)
    margin = f"(CASE WHEN {told} THEN {'greatest' if decisive else 'least'}({picked}) END)"
    worst = _numbered([f"({one} AND {child.margin} = {margin})" for one, child in pairs])
    return Verdict(met, margin, reason, measured, f"coalesce({worst}, {decided_by})")


def _numbered(flags: Sequence[str]) -> str:
    whens = " ".join(f"WHEN {flag} THEN {number}" for number, flag in enumerate(flags, 1))
    return f"CAST(CASE {whens} END AS INTEGER)"


def _holds(where: Mapping[str, Any]) -> str:
    return (
        "("
        + " AND ".join(f"{name} IN {_listed(words(told))}" for name, told in where.items())
        + ")"
    )


def _branches(conditions: Sequence[Mapping[str, Any]], children: Sequence[Verdict]) -> Verdict:
    holds = [_holds(one) for one in conditions]
    unknown = " OR ".join(f"{one} IS NULL" for one in holds)
    nothing = f"CASE WHEN {unknown} THEN 'no_attribute' ELSE 'no_branch' END"

    def first(values: Sequence[str], otherwise: str) -> str:
        whens = " ".join(
            f"WHEN {one} IS NULL THEN {otherwise} WHEN {one} THEN {value}"
            for one, value in zip(holds, values, strict=True)
        )
        return f"CASE {whens} ELSE {otherwise} END"

    return Verdict(
        first([child.met for child in children], "NULL"),
        first([child.margin for child in children], "NULL"),
        first([child.reason for child in children], nothing),
        children[0].measured,
        f"CAST({first([str(number) for number in range(1, len(children) + 1)], 'NULL')} AS INTEGER)",
    )


def _judge(rules: Rules) -> Iterator[str]:
    """A table of the rows of each criterion or part, one after the other."""
    yield """CREATE TABLE judged (cell BIGINT, district VARCHAR, year INTEGER, number INTEGER,
        outcome VARCHAR, reason VARCHAR, decided_by INTEGER, provisional BOOLEAN, conflict BOOLEAN,
        older UTINYINT, low BIGINT, high BIGINT, margin BIGINT, row UINTEGER, target UINTEGER,
        known BOOLEAN, met BOOLEAN, margin_scale TINYINT)"""
    for number, row in enumerate(rules.rows):
        if row.require is not None:
            yield f"INSERT INTO judged {_row_query(rules, number, row, row.require)}"
    for number, row in enumerate(rules.rows):
        if row.require is None:
            yield f"INSERT INTO judged {_whole_query(number, row)}"


def _row_query(rules: Rules, number: int, row: Row, require: Mapping[str, Any]) -> str:
    query = Query(rules, row)
    picks: list[dict[str, str]] = []
    measured: tuple[str, int] | None = None
    for back in range(row.accept_older + 1):
        uses: list[tuple[str, int]] = []
        verdict, _ = query.node(row.indicator, require, back, uses)
        measured = verdict.measured
        picks.append(_told(query, row, verdict, uses, back))
    columns = picks[0]
    older = "0"
    if row.accept_older:
        is_older = f"(NOT ({columns['known']}) AND ({picks[1]['known']}))"
        older = f"CASE WHEN {is_older} THEN 1 ELSE 0 END"
        columns = {
            name: f"CASE WHEN {is_older} THEN {picks[1][name]} ELSE {column} END"
            for name, column in columns.items()
        }
    place = query.places[row.indicator]
    target = f"target_{place}" if "assigned" in require else "NULL"
    query.levels.append([f"{column} AS row_{name}" for name, column in columns.items()])
    holds = "true" if row.where is None else _holds(row.where)
    query.levels.append([f"{holds} AS holds", f"coalesce({holds}, true) AS applies"])
    return query.sql(
        _source(rules, row, require),
        [
            *("cell", "code", "judged_year", str(number)),
            """CASE WHEN NOT applies THEN 'not_applicable' WHEN holds AND row_met THEN 'met'
                WHEN holds AND NOT row_met THEN 'missed' WHEN row_known THEN 'pending'
                ELSE 'no_data' END""",
            "CASE WHEN NOT holds THEN 'condition' WHEN holds IS NULL THEN 'no_attribute' ELSE row_reason END",
            *("row_decided_by", "row_provisional AND applies", "row_conflict AND applies", older),
            *("row_low", "row_high", "CASE WHEN holds THEN row_margin END", "row_row", target),
            *("row_known AND applies", "CASE WHEN holds THEN row_met END"),
            str(measured[1]) if measured else "NULL",
        ],
    )


def _told(
    query: Query, row: Row, verdict: Verdict, uses: Sequence[tuple[str, int]], back: int
) -> dict[str, str]:
    current = [name for name, ago in uses if ago == back]
    return {
        "met": verdict.met,
        "margin": verdict.margin,
        "reason": verdict.reason,
        "decided_by": verdict.decided_by,
        "known": " OR ".join(f"{query.at(name, 'low', back)} IS NOT NULL" for name in current),
        "provisional": " OR ".join(query.at(name, "provisional", ago) for name, ago in uses),
        "conflict": " OR ".join(query.at(name, "conflict", ago) for name, ago in uses),
        **{name: query.at(row.indicator, name, back) for name in ("low", "high", "row")},
    }


def _whole_query(number: int, row: Row) -> str:
    """A criterion from its parts, which are judged already."""
    votes = {part: Verdict(f"met_{part}", reason=f"reason_{part}") for part in row.parts}
    whole = _together(list(votes.values()), decisive=row.parts_rule == "any")
    parts = ", ".join(
        f"bool_or(met) FILTER (number = {part}) AS met_{part}, "
        f"max(reason) FILTER (number = {part}) AS reason_{part}"
        for part in row.parts
    )
    return f"""SELECT cell, district, year, {number},
            CASE WHEN {whole.met} THEN 'met' WHEN NOT {whole.met} THEN 'missed'
                WHEN known THEN 'pending' ELSE 'no_data' END,
            CASE WHEN {whole.met} IS NULL THEN {whole.reason} END, {whole.decided_by},
            provisional, conflict, 0, NULL, NULL, NULL, NULL, NULL, known, {whole.met}, NULL
        FROM (SELECT cell, district, year, {parts}, bool_or(provisional) AS provisional,
                bool_or(conflict) AS conflict, bool_or(known) AS known
            FROM judged WHERE number BETWEEN {row.parts[0]} AND {row.parts[-1]}
            GROUP BY cell, district, year)"""


def _results(rules: Rules) -> str:
    """The results, sorted; words as enums."""
    names = ", ".join(
        f"({number}, {_text(row.criterion)}, {_text(row.id) if row.is_part else 'NULL'}, "
        f"{_text(row.nature)}, {row.due or 0}, {str(row.weak).lower()}, "
        f"{rules.scales[row.indicator] if row.indicator else 'NULL'})"
        for number, row in enumerate(rules.rows)
    )
    criteria = [row.criterion for row in rules.rows if not row.is_part]
    parts = [row.id for row in rules.rows if row.is_part]
    return f"""CREATE TABLE results AS
        SELECT {_enum(_text(rules.name), [rules.name])} AS ruleset, district, year,
            {_enum("criterion", criteria)} AS criterion, {_enum("part", parts)} AS part,
            {_enum("outcome", OUTCOMES.categories)} AS outcome,
            {_enum("reason", REASONS.categories)} AS reason, decided_by,
            NOT weak AND NOT provisional AND year >= due
                AND outcome IN ('met', 'missed', 'not_applicable') AS settles,
            {_enum("CASE WHEN year >= due THEN 'due' ELSE 'not_due' END", DUE_STATES.categories)}
                AS due_state,
            provisional, conflict, {_enum("NULL", ATTESTED.categories)} AS attested, older,
            low, high, CAST(scale AS TINYINT) AS scale, margin, margin_scale,
            row AS figure, target, {_enum("NULL", STATUSES.categories)} AS task_status, nature, cell
        FROM judged
        JOIN (VALUES {names}) AS n(number, criterion, part, nature, due, weak, scale)
            USING (number)
        ORDER BY cell, number"""


def _enum(column: str, told: Iterable[str]) -> str:
    return f"CAST({column} AS ENUM{_listed(list(told))})"


def _decisions(rules: Rules) -> str:
    """The decisions, sorted."""
    counts = ", ".join(_counts(rules))
    kept = ", ".join(
        f'"{nature}:{word}"' for nature in NATURES for word in (*OUTCOME_WORDS, "not_due", "total")
    )
    best, worst, best_held, worst_held = (
        _reached(rules, settled=settled, hopeful=hopeful)
        for settled in (True, False)
        for hopeful in (True, False)
    )
    deciding = [nature for nature, rule in rules.pass_rule.items() if rule != "reported"]
    anything = (
        "("
        + " OR ".join(f'"{nature}:not_applicable" < "{nature}:total"' for nature in deciding)
        + ")"
    )
    judged = " + ".join(f'"{nature}:{word}"' for nature in NATURES for word in ("met", "missed"))
    applicable = " + ".join(f'"{nature}:total" - "{nature}:not_applicable"' for nature in NATURES)
    return f"""SELECT ruleset, district, year, {_decision(anything, best, worst)} AS decision,
            {_decision(anything, best_held, worst_held)} AS as_it_stands,
            {_case(anything, best)} AS best_case, {_case(anything, worst)} AS worst_case,
            CAST({judged} AS UINTEGER) AS judged, CAST({applicable} AS UINTEGER) AS applicable,
            {kept}
        FROM (SELECT cell, any_value(ruleset) AS ruleset, any_value(district) AS district,
                any_value(year) AS year, {counts}
            FROM results WHERE part IS NULL GROUP BY cell)
        ORDER BY cell"""


def _counts(rules: Rules) -> Iterator[str]:
    for nature in NATURES:
        its = f"nature = '{nature}'"
        for word in OUTCOME_WORDS:
            mine = f"{its} AND outcome = '{word}'"
            yield f'CAST(count(*) FILTER ({mine}) AS UINTEGER) AS "{nature}:{word}"'
            yield f'count(*) FILTER ({mine} AND settles) AS "{nature}:{word} settled"'
        not_due = f"{its} AND due_state = 'not_due'"
        yield f'CAST(count(*) FILTER ({not_due}) AS UINTEGER) AS "{nature}:not_due"'
        yield f'CAST(count(*) FILTER ({its}) AS UINTEGER) AS "{nature}:total"'


def _reached(rules: Rules, *, settled: bool, hopeful: bool) -> str:
    mark = " settled" if settled else ""
    reached = []
    for nature, rule in rules.pass_rule.items():
        if rule == "reported":
            continue
        met, missed, aside = (
            f'"{nature}:{word}{mark}"' for word in ("met", "missed", "not_applicable")
        )
        still_open = f'("{nature}:total" - {met} - {missed} - {aside})'
        if rule == "all":
            reached.append(f"{missed} = 0" if hopeful else f"{missed} = 0 AND {still_open} = 0")
        else:
            good = f"({met} + {still_open})" if hopeful else met
            share = int(Decimal(rule) * 1000)
            reached.append(f'{good} * 1000 >= ("{nature}:total" - {aside}) * {share}')
    return "(" + " AND ".join(reached) + ")"


def _decision(anything: str, best: str, worst: str) -> str:
    told = f"""CASE WHEN {anything} AND {worst} THEN 'pass' WHEN {anything} AND NOT {best} THEN 'fail'
        ELSE 'undetermined' END"""
    return _enum(told, DECISIONS.categories)


def _case(anything: str, reached: str) -> str:
    told = f"""CASE WHEN NOT {anything} THEN 'undetermined' WHEN {reached} THEN 'pass'
        ELSE 'fail' END"""
    return _enum(told, DECISIONS.categories)
