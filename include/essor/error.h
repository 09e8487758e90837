/*
 * error.h: how every function of the library reports failure.
 *
 * A function that can fail returns an enum es_status and takes a struct es_error as its
 * last argument. The caller owns that struct, mostly on its stack, and may pass NULL when
 * the code is enough. The message says what was wrong, where, and what would be right;
 * it is written once, by the function that found the fault. Success leaves it untouched.
 */
#ifndef ESSOR_ERROR_H
#define ESSOR_ERROR_H

/* The one list of statuses: name, exit status of the command line, meaning. */
#define ES_STATUS_LIST(X)                                                                \
    X(ES_OK, 0, "success")                                                               \
    X(ES_FINDING, 1, "done, and there is something to look at")                          \
    X(ES_ERR_ARGUMENT, 2, "an argument is out of its range")                             \
    X(ES_ERR_PROJECT, 2, "the project file is wrong")                                    \
    X(ES_ERR_DATA, 3, "the input is unreadable or does not allow what was asked")        \
    X(ES_ERR_FIT, 4, "no model could be fitted")                                         \
    X(ES_ERR_IO, 5, "a file could not be read or written")                               \
    X(ES_ERR_STORE, 5, "the database refused")                                           \
    X(ES_ERR_MEMORY, 5, "out of memory")                                                 \
    X(ES_ERR_TOOL, 6, "gnuplot or a font failed")                                        \
    X(ES_ERR_DEFECT, 70, "a defect of essor")                                            \
    X(ES_ERR_INTERRUPTED, 130, "interrupted")

enum es_status {
#define ES_STATUS_ENUMERATOR(name, exit_code, meaning) name,
    ES_STATUS_LIST(ES_STATUS_ENUMERATOR)
#undef ES_STATUS_ENUMERATOR
};

struct es_error {
    enum es_status status;
    char message[480];
};

/* Record a failure and return its status, so that a caller can write
 * `return es_fail(err, ES_ERR_DATA, "...", ...);`. A message too long is cut. */
__attribute__((format(printf, 3, 4))) enum es_status
es_fail(struct es_error *err, enum es_status status, const char *format, ...);

/* The exit status of the command line for a status. */
int es_exit_code(enum es_status status);

/* Leave the current function with the status of `call` unless it succeeded. Only where
 * nothing is left to release: memory belongs to an arena, which outlives the call. */
#define ES_TRY(call)                                                                     \
    do {                                                                                 \
        const enum es_status es_try_status = (call);                                     \
        if (es_try_status != ES_OK) {                                                    \
            return es_try_status;                                                        \
        }                                                                                \
    } while (0)

#endif
