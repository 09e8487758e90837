/*
 * store.h: the project's memory, one SQLite file.
 *
 * The text files of a project are the truth for figures; the store keeps every version of
 * a figure that was ever imported, and the history: runs, forecasts and rendered
 * artefacts.
 */
#ifndef ESSOR_STORE_H
#define ESSOR_STORE_H

#include "essor/arena.h"
#include "essor/error.h"
#include "essor/figure.h"
#include "essor/outlook.h"
#include "essor/target.h"

#include <stdbool.h>
#include <stdint.h>

struct es_store;

/* Opens or creates the store and brings its schema up to date. ES_ERR_STORE if the file
 * is not an essor store, is from a newer version, or is damaged. */
enum es_status es_store_open(const char *path, struct es_store **store,
                             struct es_error *err);
void es_store_close(struct es_store *store);

/* Looks at every page and every reference; ES_ERR_STORE if something is damaged. */
enum es_status es_store_check(struct es_store *store, struct es_error *err);

/* Stores figures in one transaction; those already there (id, version) stay as they are.
 * `added` counts new rows and may be NULL. Durable when it returns ES_OK. */
enum es_status es_store_put_figures(struct es_store *store,
                                    const struct es_figures *figures, size_t *added,
                                    struct es_error *err);

/* All figures, by id and version. */
enum es_status es_store_get_figures(struct es_store *store, struct es_figures *figures,
                                    struct es_arena *arena, struct es_error *err);

/* An import: what was read, and figures.csv before and after it. */
struct es_import {
    const char *finished_at; /* ISO 8601 UTC */
    const char *files;       /* names, one a line */
    size_t added;
    const char *before_hash, *after_hash; /* see es_hash_quick; "": there was no file */
    size_t before_size;                   /* bytes */
    const char *before_text;              /* NULL where the import only appended to it */
    size_t before_text_size;
    int64_t id; /* given by the store */
};

/* An import on its way: one transaction. */
struct es_store_import;

/* Begins an import; `bulk` for one of so many figures that they are better written to
 * the store itself than to its log first. */
enum es_status es_store_import_begin(struct es_store *store, bool bulk,
                                     struct es_store_import **import,
                                     struct es_error *err);

/* What the store had under the id and version of a figure. */
enum es_stored {
    ES_STORED_NOW,    /* nothing: it was added */
    ES_STORED_BEFORE, /* the same */
    ES_STORED_OTHER,  /* the same figure with another content */
    ES_STORED_CLASH   /* another figure, whose made id happens to be the same */
};
enum es_status es_store_import_put(struct es_store_import *import,
                                   const struct es_figure *figure, enum es_stored *stored,
                                   struct es_error *err);

/* Puts a figure in that was in figures.csv before the import, if the store lacks it. */
enum es_status es_store_import_known(struct es_store_import *import,
                                     const struct es_figure *figure,
                                     struct es_error *err);

/* Records the import and keeps it if `status` is ES_OK; undoes it else. Returns the
 * status of the whole. Durable when that is ES_OK. */
enum es_status es_store_import_end(struct es_store_import *import,
                                   const struct es_import *record, enum es_status status,
                                   struct es_error *err);

/*
 * Begins to take back the last import, which is described in *record; ES_ERR_DATA if
 * there is none. es_store_undo_end must follow: it removes the import's figures and notes
 * the time if `status` is ES_OK.
 */
enum es_status es_store_undo_begin(struct es_store *store, struct es_import *record,
                                   struct es_arena *arena, struct es_error *err);
enum es_status es_store_undo_end(struct es_store *store, const struct es_import *record,
                                 const char *undone_at, enum es_status status,
                                 struct es_error *err);

/* The fingerprint of figures.csv that the last import left, "" if none did. */
enum es_status es_store_last_after(struct es_store *store, const char **hash,
                                   struct es_arena *arena, struct es_error *err);

/* When a version of a figure was imported, by its id and version; "" if it was not, or
 * nobody knows. */
enum es_status es_store_imported_at(struct es_store *store,
                                    const struct es_figure *figure, const char **when,
                                    struct es_arena *arena, struct es_error *err);

struct es_run {
    int as_of_day;
    uint64_t seed;
    const char *inputs_hash;
    const char *engine_version;
    const char
        *finished_at; /* ISO 8601 UTC: the store, unlike artefacts, may know the time */
};

/* What a series was answered. */
struct es_note {
    const char *key; /* a hash of all that it depends on */
    const char *series;
    const struct es_period *period;
    size_t periods;
    const struct es_target *target; /* [targets] */
    const struct es_target_answer *answer;
    size_t targets;
};

struct es_artefact {
    const char *path; /* relative to the project */
    const char *hash;
};

/* Keeps notes in one transaction; a key that is there already stays as it is. */
enum es_status es_store_put_notes(struct es_store *store, const struct es_note note[],
                                  size_t n, struct es_error *err);

/*
 * Finds the note of a key; *found tells. Texts are kept in the arena; targets come in the
 * order of their ids. What was infinite or nothing comes back as INFINITY in `date`, as
 * NAN elsewhere.
 */
enum es_status es_store_get_note(struct es_store *store, const char *key,
                                 struct es_note *note, bool *found,
                                 struct es_arena *arena, struct es_error *err);

/* Whether there is a note of that key. */
enum es_status es_store_has_note(struct es_store *store, const char *key, bool *found,
                                 struct es_error *err);

/*
 * Takes the notes of another store that this one lacks, all or none. ES_ERR_DATA where
 * both have a note of the same key with another content. *taken counts them.
 */
enum es_status es_store_merge(struct es_store *store, struct es_store *shard,
                              size_t *taken, struct es_error *err);

/* Records a run with the keys of its notes, which must be there (others are passed over),
 * and its artefacts, in one transaction. */
enum es_status es_store_put_run(struct es_store *store, const struct es_run *run,
                                const char *const key[], size_t keys,
                                const struct es_artefact artefacts[],
                                size_t artefact_count, struct es_error *err);

/* The last run before now, with the keys of its notes by series; *found tells. */
enum es_status es_store_last_run(struct es_store *store, struct es_run *run,
                                 const char ***key, size_t *keys, bool *found,
                                 struct es_arena *arena, struct es_error *err);

/* Bytes of the store, pages that it does not use left out. */
enum es_status es_store_size(struct es_store *store, int64_t *bytes,
                             struct es_error *err);

/* Draws of a series, which are no history: the newest alone are kept. */
struct es_solved {
    const char *series;
    const char *key; /* hash of all that they depend on */
    void *content;   /* NULL: none of that key are there */
    size_t size;     /* bytes */
};
enum es_status es_store_put_solved(struct es_store *store, const struct es_solved *solved,
                                   struct es_error *err);
enum es_status es_store_has_solved(struct es_store *store, const char *series,
                                   const char *key, bool *has, struct es_error *err);
enum es_status es_store_get_solved(struct es_store *store, const char *series,
                                   const char *key, struct es_solved *solved,
                                   struct es_arena *arena, struct es_error *err);

/* The series whose draws are there, in order. */
enum es_status es_store_list_solved(struct es_store *store, const char ***series,
                                    size_t *n, struct es_arena *arena,
                                    struct es_error *err);

/* The number of rows of figure, run, note, forecast, target, answer or artefact;
 * ES_ERR_ARGUMENT for any other name. */
enum es_status es_store_count(struct es_store *store, const char *table, long long *rows,
                              struct es_error *err);

#endif
