/* check_events.c: whether the events of a project file are some of its series. */
#include "project/events.h"
#include "project/index.h"
#include "project/settings.h"

#include "essor/date.h"

#include <string.h>

/* The line of a key, or of the section. */
static int line_of(const struct es_ini *ini, int section_line, const char *key,
                   const char *value)
{
    for (size_t i = 0; i < ini->sections; i++) {
        const struct es_ini_section *section = &ini->section[i];
        for (size_t k = 0; section->line == section_line && k < section->entries; k++) {
            const struct es_ini_entry *entry = &section->entry[k];
            if (strcmp(entry->key, key) == 0 &&
                (value == NULL || strcmp(entry->value, value) == 0)) {
                return entry->line;
            }
        }
    }
    return section_line;
}

/* The last day that a figure of the series speaks of; ES_NO_DAY without one. */
static int last_day(const struct es_project *project, const struct es_series *series)
{
    int last = ES_NO_DAY;
    for (size_t f = 0; f < series->feeds; f++) {
        const struct es_places of = es_index_figures(project, series->feed[f].series);
        for (size_t i = 0; i < of.n; i++) {
            const int day = project->figures.at[of.at[i]].to_day;
            last = day > last ? day : last;
        }
    }
    return last;
}

static void check_break(struct es_ini *ini, const struct es_project *project,
                        const struct es_event_order *event,
                        const struct es_series *series)
{
    char last[ES_DAY_TEXT];
    const int day = last_day(project, series);
    if (event->break_day == ES_NO_DAY || event->break_day <= day) {
        return;
    }
    es_day_format(day, last);
    es_ini_fault(ini, ES_FAULT_E305, line_of(ini, event->is.line, "break", NULL), NULL,
                 "a break can be read once a figure counts by the new definition",
                 "the break of %s comes after all figures of %s, the last of %s",
                 event->is.id, series->id, last);
}

static void check_changes(struct es_ini *ini, const struct es_event_order *event,
                          const struct es_series *series)
{
    for (size_t i = 0; i < event->is.n; i++) {
        const char *text = event->is.change[i];
        const int line = line_of(ini, event->is.line, "change", text);
        struct es_change change;
        struct es_error why;
        if (series->rest != NULL) {
            es_ini_fault(ini, ES_FAULT_E305, line, text,
                         "let it happen to one of its parts, perhaps to its rest",
                         "%s is the sum of its parts, and gains what they gain",
                         series->id);
        } else if (es_event_change(text, series->nature, &change, ini->arena, &why) !=
                   ES_OK) {
            es_ini_fault(ini, ES_FAULT_E305, line, text, "", "the event %s: %s",
                         event->is.id, why.message);
        }
    }
}

void es_settings_check_event(struct es_ini *ini, const struct es_project *project,
                             const struct es_event_order *event, const char *const ids[])
{
    const struct es_places found = es_index_series(project, event->is.series);
    if (found.n == 0 && *event->is.series != '\0') {
        es_ini_fault(ini, ES_FAULT_E306, line_of(ini, event->is.line, "series", NULL),
                     event->is.series,
                     es_settings_hint(ini, event->is.series, ids, project->series_count,
                                      "[series NAME] declares one"),
                     "there is no series \"%s\" for the event %s", event->is.series,
                     event->is.id);
    } else if (found.n > 0) {
        check_break(ini, project, event, &project->series[found.at[0]]);
        check_changes(ini, event, &project->series[found.at[0]]);
    }
}
