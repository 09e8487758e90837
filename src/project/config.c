#include "essor/file.h"
#include "essor/project.h"
#include "project/settings.h"

#include <stdio.h>
#include <string.h>

enum { LONGEST_CONFIG = 1 << 20 };

/* The place of an entry among the keys, or `n`. */
static size_t place_of(const char *key, const char *const keys[], size_t n)
{
    size_t i = 0;
    while (i < n && strcmp(keys[i], key) != 0) {
        i++;
    }
    return i;
}

static void take_section(struct es_ini *ini, const struct es_ini_section *section,
                         const char *const keys[], size_t n, bool others,
                         const char *value[])
{
    for (size_t k = 0; k < section->entries; k++) {
        const struct es_ini_entry *entry = &section->entry[k];
        const size_t i = place_of(entry->key, keys, n);
        if (i < n) {
            value[i] = entry->value;
        } else if (!others) {
            es_ini_fault(ini, ES_FAULT_E303, entry->line, entry->key,
                         es_settings_hint(ini, entry->key, keys, n, "remove the line"),
                         "unknown key \"%s\" in [%s]", entry->key, section->kind);
        }
    }
}

enum es_status es_settings_said(const char *path, const char *section,
                                const char *const keys[], size_t n, bool others,
                                const char *value[], struct es_faults *faults,
                                struct es_arena *arena, struct es_error *err)
{
    struct es_ini ini;
    char *text;
    size_t size;
    *faults = (struct es_faults){.at = NULL};
    ES_TRY(es_file_read(path, LONGEST_CONFIG, &text, &size, arena, err));
    ES_TRY(es_ini_read(path, text, size, &ini, faults, arena, err));
    for (size_t i = 0; i < ini.sections; i++) {
        if (strcmp(ini.section[i].kind, section) == 0) {
            take_section(&ini, &ini.section[i], keys, n, others, value);
        } else if (!others) {
            es_ini_fault(&ini, ES_FAULT_E302, ini.section[i].line, ini.section[i].kind,
                         "there is only one section here", "unknown section [%s]",
                         ini.section[i].kind);
        }
    }
    return faults->n > 0 ? es_settings_refuse(faults, err) : ES_OK;
}
