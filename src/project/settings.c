#include "project/settings.h"

#include "essor/hash.h"
#include "essor/suggest.h"
#include "project/keys.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const double DEFAULT_CEILING_SD_LOG = 0.15;
enum { DEFAULT_HORIZON_YEARS = 10, DEFAULT_SEED = 1 };

static const struct es_key project_keys[] = {
    {"name", ES_KEY_TEXT, offsetof(struct es_project, name)},
    {"language", ES_KEY_LANGUAGES, 0},
    {"as_of", ES_KEY_DAY, offsetof(struct es_project, as_of_day)},
    {"horizon_years", ES_KEY_COUNT, offsetof(struct es_project, horizon_years)},
    {"seed", ES_KEY_SEED, offsetof(struct es_project, seed)},
    {"known", ES_KEY_KNOWN, 0},
};

#define PRIOR(field, index) offsetof(struct es_series, prior.field[index])
static const struct es_key series_keys[] = {
    {"label", ES_KEY_TEXTS, offsetof(struct es_series, label)},
    {"sublabel", ES_KEY_TEXTS, offsetof(struct es_series, sublabel)},
    {"subject", ES_KEY_TEXTS, offsetof(struct es_series, subject)},
    {"unit", ES_KEY_TEXTS, offsetof(struct es_series, unit)},
    {"nature", ES_KEY_NATURE, offsetof(struct es_series, nature)},
    {"whole", ES_KEY_ID, offsetof(struct es_series, whole)},
    {"rest", ES_KEY_ID, offsetof(struct es_series, rest)},
    {"launch", ES_KEY_START, offsetof(struct es_series, launch_day)},
    {"feed", ES_KEY_FEED, 0},
    {"exclude", ES_KEY_EXCLUDE, 0},
    {"engine", ES_KEY_ENGINE, offsetof(struct es_series, engine)},
    {"target", ES_KEY_ID, offsetof(struct es_series, main_target)},
    {"limit", ES_KEY_QUANTITY, offsetof(struct es_series, limit)},
    {"ceiling", ES_KEY_QUANTITY, offsetof(struct es_series, ceiling)},
    {"ceiling_sure", ES_KEY_SHARE, offsetof(struct es_series, ceiling_sd_log)},
    {"midpoint", ES_KEY_MIDPOINT, PRIOR(mean, ES_MIDPOINT)},
    {"midpoint_sd", ES_KEY_SD, PRIOR(sd, ES_MIDPOINT)},
    {"duration", ES_KEY_LN_YEARS, PRIOR(mean, ES_LN_DURATION)},
    {"duration_sd", ES_KEY_SD, PRIOR(sd, ES_LN_DURATION)},
};

static const struct es_key chart_keys[] = {
    {"kind", ES_KEY_CHART, offsetof(struct es_chart_order, kind)},
    {"series", ES_KEY_IDS, 0},
    {"subject", ES_KEY_TEXTS, offsetof(struct es_chart_order, subject)},
};

static const struct es_key model_keys[] = {
    {"formula", ES_KEY_TEXT, offsetof(struct es_formula_model, formula)},
    {"start", ES_KEY_TEXT, offsetof(struct es_formula_model, start)},
    {"origin", ES_KEY_START, offsetof(struct es_formula_model, origin_day)},
};

static const struct es_key scenario_keys[] = {
    {"label", ES_KEY_TEXTS, offsetof(struct es_scenario_order, label)},
    {"series", ES_KEY_ID, offsetof(struct es_scenario_order, series)},
    {"change", ES_KEY_CHANGE, 0},
    {"wave_sure", ES_KEY_SHARE, offsetof(struct es_scenario_order, wave_sd_log)},
    {"wave_sd_days", ES_KEY_SD, offsetof(struct es_scenario_order, wave_sd_days)},
};

static const struct es_key event_keys[] = {
    {"label", ES_KEY_TEXTS, offsetof(struct es_event_order, label)},
    {"series", ES_KEY_ID, offsetof(struct es_event_order, is.series)},
    {"change", ES_KEY_CHANGE, 0},
    {"wave_sure", ES_KEY_SHARE, offsetof(struct es_event_order, is.wave_sd_log)},
    {"wave_sd_days", ES_KEY_SD, offsetof(struct es_event_order, is.wave_sd_days)},
    {"announced", ES_KEY_START, offsetof(struct es_event_order, announced_day)},
    {"break", ES_KEY_START, offsetof(struct es_event_order, break_day)},
    {"factor", ES_KEY_QUANTITY, offsetof(struct es_event_order, factor)},
    {"factor_sure", ES_KEY_SHARE, offsetof(struct es_event_order, factor_sd_log)},
};

const char *es_settings_hint(struct es_ini *ini, const char *name,
                             const char *const candidates[], size_t n,
                             const char *otherwise)
{
    const char *near = es_suggest(name, candidates, n);
    if (near == NULL) {
        return otherwise;
    }
    const char *hint = es_arena_print(ini->arena, "did you mean \"%s\"?", near);
    ini->exhausted |= hint == NULL;
    return hint != NULL ? hint : otherwise;
}

/* "known: a, b, c", or what was probably meant. */
static const char *key_hint(struct es_ini *ini, const char *name,
                            const struct es_key keys[], size_t n)
{
    const char *names[3 * COUNT(series_keys)];
    size_t names_count = 0;
    const char *known = "known here:";
    for (size_t i = 0; i < n && known != NULL; i++) {
        const bool texts = keys[i].type == ES_KEY_TEXTS;
        known = es_arena_print(ini->arena, "%s%s %s%s", known, i > 0 ? "," : "",
                               keys[i].name, texts ? "_fr, _en" : "");
        names[names_count++] = keys[i].name;
        if (texts) {
            names[names_count++] = es_arena_print(ini->arena, "%s_fr", keys[i].name);
            names[names_count++] = es_arena_print(ini->arena, "%s_en", keys[i].name);
            ini->exhausted |=
                names[names_count - 1] == NULL || names[names_count - 2] == NULL;
        }
    }
    if (known == NULL || ini->exhausted) {
        ini->exhausted = true;
        return "";
    }
    return es_settings_hint(ini, name, names, names_count, known);
}

/* The line of an earlier entry with the same key, or 0. */
static int line_of_earlier(const struct es_ini_section *section, size_t entry)
{
    for (size_t i = 0; i < entry; i++) {
        if (strcmp(section->entry[i].key, section->entry[entry].key) == 0) {
            return section->entry[i].line;
        }
    }
    return 0;
}

static void read_section(struct es_ini *ini, const struct es_ini_section *section,
                         const struct es_key keys[], size_t n, void *object)
{
    for (size_t i = 0; i < section->entries; i++) {
        const struct es_ini_entry *entry = &section->entry[i];
        int language;
        const struct es_key *key = es_key_find(keys, n, entry->key, &language);
        const int earlier = line_of_earlier(section, i);
        if (key == NULL) {
            es_ini_fault(ini, ES_FAULT_E303, entry->line, entry->key,
                         key_hint(ini, entry->key, keys, n),
                         "unknown key \"%s\" in [%s%s%s]", entry->key, section->kind,
                         *section->name != '\0' ? " " : "", section->name);
        } else if (earlier > 0 && !es_key_repeats(key->type)) {
            es_ini_fault(ini, ES_FAULT_E304, entry->line, entry->key,
                         "keep one of the two", "%s is given already on line %d",
                         entry->key, earlier);
        } else {
            (void)es_key_read(ini, key, language, entry, object);
        }
    }
}

/* A text that is missing in one language is taken from the other, then from `otherwise`.
 */
static void complete_texts(const char *texts[2], const char *otherwise)
{
    for (int language = ES_FR; language <= ES_EN; language++) {
        if (texts[language] == NULL) {
            texts[language] = texts[1 - language];
        }
    }
    texts[ES_FR] = texts[ES_FR] != NULL ? texts[ES_FR] : otherwise;
    texts[ES_EN] = texts[ES_EN] != NULL ? texts[ES_EN] : otherwise;
}

static void require(struct es_ini *ini, const struct es_ini_section *section, bool there,
                    const char *key, const char *hint)
{
    if (!there) {
        es_ini_fault(ini, ES_FAULT_E307, section->line, NULL, hint,
                     "[%s %s] does not say its %s", section->kind, section->name, key);
    }
}

static bool says(const struct es_ini_section *section, const char *key)
{
    for (size_t i = 0; i < section->entries; i++) {
        if (strcmp(section->entry[i].key, key) == 0) {
            return true;
        }
    }
    return false;
}

#define PLAIN_ID "at most 40 characters among a-z, 0-9, _ and -"
#define LABELLED_ID PLAIN_ID "; label_fr and label_en may say anything"

/* What a section is of, "a series", can be called as it is. */
static void check_id(struct es_ini *ini, const struct es_ini_section *section,
                     const char *what, const char *hint)
{
    if (!es_id_is_valid(section->name)) {
        es_ini_fault(ini, ES_FAULT_E305, section->line, section->name, hint,
                     "%s cannot be called \"%s\"", what, section->name);
    }
}

static void read_series(struct es_ini *ini, const struct es_ini_section *section,
                        struct es_series *series)
{
    *series = (struct es_series){.id = section->name,
                                 .line = section->line,
                                 .launch_day = ES_NO_DAY,
                                 .ceiling = NAN,
                                 .ceiling_sd_log = DEFAULT_CEILING_SD_LOG,
                                 .limit = INFINITY};
    for (int i = 0; i < ES_SPARSE_PARAMS; i++) {
        series->prior.mean[i] = series->prior.sd[i] = NAN;
    }
    check_id(ini, section, "a series", LABELLED_ID);
    read_section(ini, section, series_keys, COUNT(series_keys), series);
    require(ini, section, says(section, "feed"), "feed",
            "feed = SERIES names the figures that it is made of");
    require(ini, section, says(section, "nature"), "nature",
            "nature = flow (a volume per time) or stock (a level)");
    complete_texts(series->label, series->id);
    complete_texts(series->sublabel, "");
    complete_texts(series->unit, "");
    for (int language = ES_FR; language <= ES_EN; language++) {
        const char *other = series->subject[1 - language];
        series->subject[language] = series->subject[language] != NULL
                                        ? series->subject[language]
                                    : other != NULL ? other
                                                    : series->label[language];
    }
}

static void read_chart_order(struct es_ini *ini, const struct es_ini_section *section,
                             struct es_chart_order *chart)
{
    *chart = (struct es_chart_order){.id = section->name, .line = section->line};
    check_id(ini, section, "a chart", PLAIN_ID);
    read_section(ini, section, chart_keys, COUNT(chart_keys), chart);
    require(ini, section, says(section, "kind"), "kind",
            "kind = fan, or another kind that essor plot --help lists");
    require(ini, section, says(section, "series"), "series",
            "series = the names of the series that it shows");
    complete_texts(chart->subject, "");
}

static void read_model(struct es_ini *ini, const struct es_ini_section *section,
                       struct es_formula_model *model)
{
    *model = (struct es_formula_model){
        .id = section->name, .origin_day = es_day(2000, 1, 1), .line = section->line};
    check_id(ini, section, "a model", PLAIN_ID);
    read_section(ini, section, model_keys, COUNT(model_keys), model);
    require(ini, section, says(section, "formula"), "formula",
            "formula = an expression of t and parameters, as in K*(1 - exp(-r*t))");
    require(ini, section, says(section, "start"), "start",
            "start = a value for each parameter, as in K=100,r=0.5");
}

static void read_scenario(struct es_ini *ini, const struct es_ini_section *section,
                          struct es_scenario_order *scenario)
{
    *scenario = (struct es_scenario_order){
        .id = section->name, .series = "", .line = section->line};
    check_id(ini, section, "a scenario", PLAIN_ID);
    read_section(ini, section, scenario_keys, COUNT(scenario_keys), scenario);
    complete_texts(scenario->label, scenario->id);
    require(ini, section, says(section, "series"), "series",
            "series = the name of the series whose growth it changes");
    require(ini, section, says(section, "change"), "change",
            "change = what essor whatif takes, as in growth=+20%");
}

static void read_event(struct es_ini *ini, const struct es_ini_section *section,
                       struct es_event_order *event)
{
    *event = (struct es_event_order){
        .is = {.id = section->name, .series = "", .line = section->line},
        .announced_day = ES_NO_DAY,
        .break_day = ES_NO_DAY,
        .factor = NAN,
        .factor_sd_log = NAN};
    check_id(ini, section, "an event", LABELLED_ID);
    read_section(ini, section, event_keys, COUNT(event_keys), event);
    complete_texts(event->label, event->is.id);
    require(ini, section, says(section, "series"), "series",
            "series = the name of the series that it happens to");
    require(ini, section, says(section, "change") || says(section, "break"),
            "change, or its break",
            "change = what essor whatif takes, with its date, as in "
            "wave=2027-03:+30M/year:12m; break = the first day of another definition");
    if (!says(section, "break") &&
        (says(section, "factor") || says(section, "factor_sure"))) {
        es_ini_fault(ini, ES_FAULT_E307, section->line, NULL,
                     "break = the first day that counts by another definition",
                     "[event %s] has a factor and no break", section->name);
    }
}

/* Where sections of each kind go. */
struct room {
    struct es_series *series;
    struct es_chart_order *chart;
    struct es_formula_model *model;
    struct es_scenario_order *scenario;
    struct es_event_order *event;
    const struct es_ini_section **slot; /* [slots] those that were read, by a hash */
    size_t slots;                       /* a power of two */
};
/* "#1D56B0". */
static bool read_colour(const char *text, unsigned *rgb)
{
    char end;
    return text[0] == '#' && strlen(text) == 7 &&
           strspn(text + 1, "0123456789abcdefABCDEF") == 6 &&
           sscanf(text + 1, "%6x%c", rgb, &end) == 1;
}

/* The colours of the charts; what cannot be read on the paper is a fault of its line. */
static void read_theme(struct es_ini *ini, const struct es_ini_section *section,
                       struct es_project *project)
{
    struct es_theme_colour *colour =
        es_arena_array(ini->arena, section->entries, sizeof *colour);
    struct es_error why = {.message = ""};
    if (colour == NULL) {
        ini->exhausted = true;
        return;
    }
    for (size_t i = 0; i < section->entries; i++) {
        const struct es_ini_entry *entry = &section->entry[i];
        colour[i].name = entry->key;
        if (!read_colour(entry->value, &colour[i].rgb)) {
            es_ini_fault(ini, ES_FAULT_E305, entry->line, entry->value,
                         "a colour like #1D56B0", "%s cannot be \"%s\"", entry->key,
                         entry->value);
            return;
        }
    }
    project->colour = colour;
    project->colours = section->entries;
    if (es_theme_check(colour, section->entries, &why) != ES_OK) {
        es_ini_fault(ini, ES_FAULT_E305, section->line, NULL,
                     "the colours of README.md, each readable on the paper", "%s",
                     why.message);
    }
}

/* A second section of the same kind and name is a fault, and not read. */
static bool is_first(struct es_ini *ini, const struct es_ini_section *this,
                     const struct room *room)
{
    size_t i = es_hash_text(es_hash_text(0, this->kind), this->name) & (room->slots - 1);
    for (; room->slot[i] != NULL; i = (i + 1) & (room->slots - 1)) {
        const struct es_ini_section *other = room->slot[i];
        if (strcmp(other->kind, this->kind) == 0 &&
            strcmp(other->name, this->name) == 0) {
            es_ini_fault(ini, ES_FAULT_E304, this->line, NULL,
                         "put both into one section",
                         "this section stands already on line %d", other->line);
            return false;
        }
    }
    room->slot[i] = this;
    return true;
}

static void read_any(struct es_ini *ini, size_t at, struct es_project *project,
                     const struct room *room)
{
    static const char *const kinds[] = {"project", "theme",    "series", "chart",
                                        "model",   "scenario", "event"};
    const struct es_ini_section *section = &ini->section[at];
    if (strcmp(section->kind, "project") == 0) {
        read_section(ini, section, project_keys, COUNT(project_keys), project);
    } else if (strcmp(section->kind, "theme") == 0) {
        read_theme(ini, section, project);
    } else if (strcmp(section->kind, "series") == 0) {
        read_series(ini, section, &room->series[project->series_count++]);
    } else if (strcmp(section->kind, "chart") == 0) {
        read_chart_order(ini, section, &room->chart[project->charts++]);
    } else if (strcmp(section->kind, "model") == 0) {
        read_model(ini, section, &room->model[project->models++]);
    } else if (strcmp(section->kind, "scenario") == 0) {
        read_scenario(ini, section, &room->scenario[project->scenarios++]);
    } else if (strcmp(section->kind, "event") == 0) {
        read_event(ini, section, &room->event[project->events++]);
    } else {
        es_ini_fault(ini, ES_FAULT_E302, section->line, section->kind,
                     es_settings_hint(ini, section->kind, kinds, COUNT(kinds),
                                      "known: [project], [theme], [series NAME], "
                                      "[chart NAME], [model NAME], [scenario NAME], "
                                      "[event NAME]"),
                     "unknown section [%s%s%s]", section->kind,
                     *section->name != '\0' ? " " : "", section->name);
    }
}

enum es_status es_settings_read(struct es_ini *ini, struct es_project *project,
                                struct es_error *err)
{
    struct room room;
    ES_NEW(ini->arena, room.series, ini->sections, err);
    ES_NEW(ini->arena, room.chart, ini->sections, err);
    ES_NEW(ini->arena, room.model, ini->sections, err);
    for (room.slots = 16; room.slots < 2 * ini->sections;) {
        room.slots *= 2;
    }
    ES_NEW(ini->arena, room.slot, room.slots, err);
    ES_NEW(ini->arena, room.scenario, ini->sections, err);
    ES_NEW(ini->arena, room.event, ini->sections, err);
    project->series = room.series;
    project->chart = room.chart;
    project->model = room.model;
    project->scenario = room.scenario;
    project->event = room.event;
    project->language[0] = ES_EN;
    project->languages = 1;
    project->as_of_day = ES_NO_DAY;
    project->horizon_years = DEFAULT_HORIZON_YEARS;
    project->seed = DEFAULT_SEED;
    project->name = "";
    for (size_t i = 0; i < ini->sections; i++) {
        if (is_first(ini, &ini->section[i], &room)) {
            read_any(ini, i, project, &room);
        }
    }
    return ini->exhausted ? es_no_memory(err) : ES_OK;
}
