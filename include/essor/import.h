/*
 * import.h: figures from files into a project: figures.csv and the store.
 *
 * All of the files or nothing: figures.csv is replaced in one step, the store keeps one
 * transaction. Nothing is overwritten, a figure that says something else than before
 * becomes the next version of the old one.
 */
#ifndef ESSOR_IMPORT_H
#define ESSOR_IMPORT_H

#include "essor/intake.h"

/* What is to be imported, and how. */
struct es_import_job {
    const char *directory; /* of the project */
    const char *const *file;
    size_t files;
    struct es_figures figures;     /* that are no file's; without an id they get one */
    struct es_reading_style style; /* `about` is filled from the project */
    const char *reason;            /* for corrections, kept in their notes; NULL: none */
    bool dry_run;                  /* nothing is written */
    /* Called with the first figures that are not there already; may be NULL. */
    void (*preview)(void *context, const struct es_figure *figure,
                    enum es_novelty novelty);
    size_t previews; /* how many */
    void *context;
};

struct es_import_result {
    struct es_faults *faults; /* [files] */
    size_t faulty;            /* faults in all */
    size_t given, added;      /* figures; corrections are among those added */
    size_t corrected, known;
    size_t total;               /* figures of the project now */
    const char *const **unused; /* [files] names of columns that were not used */
    size_t *unused_count;       /* [files] */
};

/*
 * Imports files. ES_FINDING with the faults in *result if any is faulty; nothing is
 * imported then. ES_ERR_PROJECT if there is no project, ES_ERR_DATA if its figures.csv is
 * faulty, ES_ERR_ARGUMENT for a style that does not fit a file.
 */
enum es_status es_project_import(const struct es_import_job *job,
                                 struct es_import_result *result, struct es_arena *arena,
                                 struct es_error *err);

/* What was taken back. */
struct es_undone {
    const char *finished_at; /* of the import */
    const char *files;       /* names, one a line */
    size_t removed;          /* figures */
};

/* Takes back the last import: figures.csv is what it was before, byte for byte.
 * ES_ERR_DATA if there is none, or if the file was changed since. */
enum es_status es_project_undo(const char *directory, struct es_undone *undone,
                               struct es_arena *arena, struct es_error *err);

#endif
