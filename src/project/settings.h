/* settings.h: what the sections of a project file mean. */
#ifndef ESSOR_PROJECT_SETTINGS_H
#define ESSOR_PROJECT_SETTINGS_H

#include "essor/project.h"
#include "project/ini.h"

/*
 * Fills the project's settings, series and chart orders from the sections. Faults
 * (unknown or repeated sections and keys, values that are not allowed) go to ini->faults.
 */
enum es_status es_settings_read(struct es_ini *ini, struct es_project *project,
                                struct es_error *err);

/* ES_ERR_PROJECT, with the first fault in one line; the others are in the list. */
enum es_status es_settings_refuse(const struct es_faults *faults, struct es_error *err);

/*
 * Checks what settings, figures and targets say of each other: series, wholes, feeds,
 * exclusions, main targets, charts. Faults go to ini->faults.
 */
enum es_status es_settings_check(struct es_ini *ini, const struct es_project *project,
                                 struct es_error *err);

/* The same of one event, given the ids of all series. */
void es_settings_check_event(struct es_ini *ini, const struct es_project *project,
                             const struct es_event_order *event, const char *const ids[]);

/* "did you mean X?" for a name that is not among the candidates, else `otherwise`. */
const char *es_settings_hint(struct es_ini *ini, const char *name,
                             const char *const candidates[], size_t n,
                             const char *otherwise);

#endif
