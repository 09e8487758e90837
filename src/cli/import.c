#include "cli/options.h"
#include "cli/table.h"

#include "essor/import.h"
#include "essor/json.h"
#include "essor/number.h"

#include <jansson.h>
#include <string.h>

enum { SHOWN = 100 };

/* The rows that a dry run shows. */
struct shown {
    struct session *session;
    struct table *table;
    json_t *list;
};

static const char *const novelty_names[] = {
    [ES_NEW_FIGURE] = "new", [ES_CORRECTION] = "corrected", [ES_KNOWN_ALREADY] = "known"};

static void show_figure(void *context, const struct es_figure *figure,
                        enum es_novelty novelty)
{
    const struct shown *shown = context;
    char value[ES_NUMBER_TEXT], step[ES_NUMBER_TEXT];
    es_number_format(value, figure->value);
    es_number_format(step, figure->quoted_step);
    if (shown->session->options.json) {
        (void)json_array_append_new(
            shown->list,
            json_pack("{ss ss ss so so sf so ss ss ss sf}", "state",
                      novelty_names[novelty], "series", figure->series, "zone",
                      figure->zone, "from", es_json_day(figure->from_day), "to",
                      es_json_day(figure->to_day), "value", figure->value, "value_hi",
                      es_json_number(figure->value_hi), "unit", figure->unit, "kind",
                      es_kind_name(figure->kind), "qualifier",
                      es_qualifier_name(figure->qualifier), "quoted_step",
                      figure->quoted_step));
        return;
    }
    table_text(shown->table, novelty_names[novelty]);
    table_text(shown->table, figure->series);
    table_text(shown->table, figure->zone);
    table_day(shown->table, figure->from_day);
    table_day(shown->table, figure->to_day);
    table_text(shown->table, value);
    table_text(shown->table, figure->unit);
    table_text(shown->table, es_kind_name(figure->kind));
    table_text(shown->table, es_qualifier_name(figure->qualifier));
    table_text(shown->table, step);
}

static enum es_status print_faults(struct session *session,
                                   const struct es_import_result *result)
{
    for (size_t i = 0; result->faults != NULL && i < session->options.arguments; i++) {
        ES_TRY(cli_print_faults(session, &result->faults[i]));
    }
    return ES_OK;
}

/* Columns that were passed over: a misspelt name is best seen here. */
static void name_unused(struct session *session, const struct es_import_result *result)
{
    for (size_t i = 0; i < session->options.arguments; i++) {
        if (result->unused_count[i] == 0) {
            continue;
        }
        (void)fprintf(session->err, "%s: not used:", session->options.argument[i]);
        for (size_t k = 0; k < result->unused_count[i]; k++) {
            (void)fprintf(session->err, "%s %s", k > 0 ? "," : "", result->unused[i][k]);
        }
        (void)fputc('\n', session->err);
    }
}

/* "3 figures added (1 corrected), 2 known already; the project has 12" */
static void say_counts(struct session *session, const struct es_import_result *result)
{
    char corrected[64] = "", known[64] = "";
    if (result->corrected > 0) {
        (void)snprintf(corrected, sizeof corrected, " (%zu corrected)",
                       result->corrected);
    }
    if (result->known > 0) {
        (void)snprintf(known, sizeof known, ", %zu known already", result->known);
    }
    cli_say(session, "%zu figure%s %s%s%s; the project %s %zu", result->added,
            result->added == 1 ? "" : "s",
            session->options.dry_run ? "would be added" : "added", corrected, known,
            session->options.dry_run ? "would have" : "has", result->total);
    if (result->corrected > 0 && session->options.reason == NULL &&
        !session->options.dry_run) {
        cli_say(session,
                "essor series NAME --history shows the corrections; --reason "
                "TEXT keeps a word on why");
    }
}

static enum es_status report(struct session *session, const struct shown *shown,
                             const struct es_import_result *result)
{
    if (session->options.json) {
        json_t *value = json_pack(
            "{sI sI sI sI sb}", "added", (json_int_t)result->added, "corrected",
            (json_int_t)result->corrected, "known", (json_int_t)result->known, "figures",
            (json_int_t)result->total, "dry_run", session->options.dry_run);
        if (shown->list != NULL && value != NULL) {
            (void)json_object_set(value, "shown", shown->list);
        }
        return cli_write_json(session, value);
    }
    if (shown->table != NULL && result->added > 0) {
        ES_TRY(table_print(shown->table));
    }
    if (shown->table != NULL && result->added > SHOWN) {
        cli_say(session, "and %zu more", result->added - SHOWN);
    }
    say_counts(session, result);
    return ES_OK;
}

static const char *const periods[] = {"day", "month", "quarter", "year", NULL};
static const enum es_grain grains[] = {ES_GRAIN_DAY, ES_GRAIN_MONTH, ES_GRAIN_QUARTER,
                                       ES_GRAIN_YEAR};

/* --kind is the name of a kind; the others follow from their choices. */
static enum es_status read_style(struct session *session, struct es_reading_style *style)
{
    const struct options *options = &session->options;
    *style = (struct es_reading_style){.map = options->map,
                                       .series = options->series,
                                       .unit = options->unit,
                                       .source = options->source,
                                       .published_day = options->published_day};
    style->file.encoding = options->encoding;
    style->file.sheet = options->sheet;
    if (options->separator != NULL) {
        style->file.separator = es_separator_parse(options->separator);
        if (style->file.separator == '\0') {
            return es_fail(session->error, ES_ERR_ARGUMENT,
                           "--separator cannot be \"%s\"; it takes comma, semicolon, tab "
                           "or bar",
                           options->separator);
        }
    }
    if (options->decimal != NULL) {
        style->decimal =
            strcmp(options->decimal, "comma") == 0 ? ES_DECIMAL_COMMA : ES_DECIMAL_POINT;
    }
    if (options->date_order != NULL) {
        style->order =
            strcmp(options->date_order, "day-first") == 0 ? ES_DAY_FIRST : ES_MONTH_FIRST;
    }
    for (size_t i = 0; options->period != NULL && periods[i] != NULL; i++) {
        if (strcmp(options->period, periods[i]) == 0) {
            style->has_period = true;
            style->period = grains[i];
        }
    }
    style->has_kind = options->kind != NULL && es_kind_parse(options->kind, &style->kind);
    return ES_OK;
}

static enum es_status import_files(struct session *session, struct shown *shown)
{
    struct es_import_result result;
    struct es_import_job job = {.directory = session->options.project,
                                .file = session->options.argument,
                                .files = session->options.arguments,
                                .reason = session->options.reason,
                                .dry_run = session->options.dry_run,
                                .preview = session->options.dry_run ? show_figure : NULL,
                                .previews = SHOWN,
                                .context = shown};
    ES_TRY(read_style(session, &job.style));
    const enum es_status status =
        es_project_import(&job, &result, session->arena, session->error);
    if (status == ES_FINDING) {
        ES_TRY(print_faults(session, &result));
    }
    ES_TRY(status);
    name_unused(session, &result);
    return report(session, shown, &result);
}

static enum es_status dry_run(struct session *session)
{
    static const struct column columns[] = {
        {"", "state", false},         {"series", "series", false},
        {"zone", "zone", false},      {"from", "from", false},
        {"to", "to", false},          {"value", "value", true},
        {"unit", "unit", false},      {"kind", "kind", false},
        {"said", "qualifier", false}, {"step", "quoted_step", true},
    };
    struct shown shown = {.session = session};
    shown.table = table_open(session, columns, sizeof columns / sizeof columns[0]);
    shown.list = json_array();
    const enum es_status status = import_files(session, &shown);
    json_decref(shown.list);
    return status;
}

static enum es_status undo(struct session *session)
{
    struct es_undone undone;
    if (session->options.arguments > 0) {
        return es_fail(session->error, ES_ERR_ARGUMENT, "--undo takes no file");
    }
    ES_TRY(es_project_undo(session->options.project, &undone, session->arena,
                           session->error));
    if (session->options.json) {
        return cli_write_json(
            session, json_pack("{sI ss ss}", "removed", (json_int_t)undone.removed,
                               "imported_at", undone.finished_at, "files", undone.files));
    }
    cli_say(session, "%zu figure%s taken back; figures.csv is as before the import",
            undone.removed, undone.removed == 1 ? "" : "s");
    return ES_OK;
}

static enum es_status run(struct session *session)
{
    if (session->options.undo) {
        return undo(session);
    }
    if (session->options.arguments == 0) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       "essor import needs FILE...; - is the standard input");
    }
    return session->options.dry_run
               ? dry_run(session)
               : import_files(session, &(struct shown){.session = session});
}

static const char *const encodings[] = {"utf-8",    "windows-1252", "iso-8859-15",
                                        "utf-16le", "utf-16be",     NULL};
static const char *const decimals[] = {"point", "comma", NULL};
static const char *const orders[] = {"day-first", "month-first", NULL};
static const char *const kinds[] = {
#define KIND_CHOICE(name, text, meaning) text,
    ES_KIND_LIST(KIND_CHOICE)
#undef KIND_CHOICE
        NULL};

static const struct option options[] = {
    {"dry-run", OPTION_FLAG, NULL, "show what would be imported, and change nothing",
     offsetof(struct options, dry_run), NULL},
    {"undo", OPTION_FLAG, NULL, "take the last import back",
     offsetof(struct options, undo), NULL},
    {"reason", OPTION_TEXT, "TEXT", "why figures are corrected; kept in their notes",
     offsetof(struct options, reason), NULL},
    {"map", OPTION_TEXT, "ROLE=COLUMN,...",
     "which column is what: date=jour,value=nombre", offsetof(struct options, map), NULL},
    {"series", OPTION_TEXT, "SERIES", "the series of a file without a column for it",
     offsetof(struct options, series), NULL},
    {"kind", OPTION_CHOICE, "KIND",
     "what the numbers are (default: by the nature of the project's series)",
     offsetof(struct options, kind), kinds},
    {"period", OPTION_CHOICE, "PERIOD",
     "what a volume dated to a day covers: day, month, quarter or year",
     offsetof(struct options, period), periods},
    {"unit", OPTION_TEXT, "TEXT", "their unit (default: that of the project's series)",
     offsetof(struct options, unit), NULL},
    {"source", OPTION_TEXT, "TITLE", "where they come from (default: the file's name)",
     offsetof(struct options, source), NULL},
    {"published", OPTION_DAY, "DATE", "when they were published",
     offsetof(struct options, published_day), NULL},
    {"sheet", OPTION_TEXT, "NAME", "the sheet of a workbook (default: the first)",
     offsetof(struct options, sheet), NULL},
    {"separator", OPTION_TEXT, "SIGN", "comma, semicolon, tab or bar (default: found)",
     offsetof(struct options, separator), NULL},
    {"decimal", OPTION_CHOICE, "SIGN", "decimal sign: point or comma (default: found)",
     offsetof(struct options, decimal), decimals},
    {"date-order", OPTION_CHOICE, "ORDER",
     "of 03/04/2023: day-first or month-first (default: found)",
     offsetof(struct options, date_order), orders},
    {"encoding", OPTION_CHOICE, "NAME",
     "utf-8, windows-1252, iso-8859-15, utf-16le or utf-16be (default: found)",
     offsetof(struct options, encoding), encodings},
    OPTION_JSON,
    OPTION_CSV,
};
static const char *const examples[] = {
    "essor import press-2025-03.csv", "essor --project mine import a.csv b.csv",
    "essor import mensuel.csv --dry-run", "essor import --undo", NULL};

const struct command cli_import = {
    .name = "import",
    .arguments = "FILE...",
    .summary = "Read figures into the project: all of the files, or nothing",
    .details =
        "\nA file is CSV of any separator and encoding, or a workbook (.xlsx); - is the\n"
        "standard input. Its\n"
        "columns are a series, a date and a value, in any order; or a date and a column\n"
        "for each series; or a series and a column for each date; or essor's own\n"
        "(series, observed_from, observed_to, published, value, value_hi, unit, kind,\n"
        "ref, qualifier, quoted_step, date_basis, source_title, source_url, note; id,\n"
        "version and zone may be left out). A figure whose id is known and whose "
        "content\n"
        "differs becomes its next version. What can be read in two ways is refused, "
        "with\n"
        "both readings and the option that decides.\n",
    .option = options,
    .options = sizeof options / sizeof options[0],
    .example = examples,
    .least = 0,
    .most = 1000,
    .run = run,
};
