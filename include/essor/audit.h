/*
 * audit.h: what is wrong with the figures, before anything is fitted to them.
 *
 * Every check compares figures with each other, within their rounding. A finding names
 * the rows, says in a sentence what they contradict, and suggests a line for essor.ini;
 * nothing is ever changed or left out by itself.
 */
#ifndef ESSOR_AUDIT_H
#define ESSOR_AUDIT_H

#include "essor/project.h"

/* How bad a finding is. */
#define ES_SEVERITY_LIST(X)                                                              \
    X(ES_CONTRADICTION, "contradiction") /* the rows cannot all be right */              \
    X(ES_DOUBT, "doubt")   /* most likely one of them is not what it says */             \
    X(ES_REMARK, "remark") /* right perhaps, but easily misread */

enum es_severity {
#define ES_SEVERITY_ENUMERATOR(name, text) name,
    ES_SEVERITY_LIST(ES_SEVERITY_ENUMERATOR)
#undef ES_SEVERITY_ENUMERATOR
};

/* The checks: name in the answers, severity of what it finds, what it compares. */
#define ES_AUDIT_LIST(X)                                                                 \
    X(ES_AUDIT_SLIP, "slip", ES_CONTRADICTION,                                           \
      "a figure and those before and after it: off by 12, 100, 1000 or a million")       \
    X(ES_AUDIT_MIXED, "mixed_units", ES_CONTRADICTION,                                   \
      "percents, and the counts that they are percents of")                              \
    X(ES_AUDIT_PACE, "pace_as_total", ES_CONTRADICTION,                                  \
      "a total, and twelve times the monthly pace at its end")                           \
    X(ES_AUDIT_SUM, "sum", ES_CONTRADICTION,                                             \
      "a total, and what the shorter figures within it add up to")                       \
    X(ES_AUDIT_GAIN, "gain", ES_CONTRADICTION,                                           \
      "a gain, and the levels at both ends of its window")                               \
    X(ES_AUDIT_SAME, "same_window", ES_CONTRADICTION,                                    \
      "figures of the same thing and the same days")                                     \
    X(ES_AUDIT_APART, "factor", ES_CONTRADICTION,                                        \
      "figures of much the same days, more than a factor 2 apart")                       \
    X(ES_AUDIT_FALL, "fall", ES_CONTRADICTION,                                           \
      "counts that can only rise, in the order of time")                                 \
    X(ES_AUDIT_BREAK, "break", ES_DOUBT,                                                 \
      "several figures in a row far below those before them")                            \
    X(ES_AUDIT_BASE, "base", ES_DOUBT,                                                   \
      "\"so many times more than\", and the figure that it starts from")                 \
    X(ES_AUDIT_GROWTH, "growth", ES_REMARK,                                              \
      "growth of one month over a year, and of the totals of both years")                \
    X(ES_AUDIT_WHOLE, "implied_whole", ES_DOUBT,                                         \
      "the wholes that counts and their percents imply")                                 \
    X(ES_AUDIT_SECTORS, "sectors", ES_CONTRADICTION, "parts, and their total")           \
    X(ES_AUDIT_TARGETS, "targets", ES_DOUBT,                                             \
      "the targets of the parts, and of the whole")                                      \
    X(ES_AUDIT_TIME_BASE, "time_base", ES_DOUBT,                                         \
      "the same number per day, week, month or year")                                    \
    X(ES_AUDIT_SCOPE, "scope", ES_DOUBT, "the same number for a whole and for its part") \
    X(ES_AUDIT_WINDOW, "window", ES_DOUBT,                                               \
      "the same total for a window and for a much longer one")                           \
    X(ES_AUDIT_STALE, "stale", ES_DOUBT,                                                 \
      "a count repeated at a later date while it was rising")                            \
    X(ES_AUDIT_EVENT, "one_event", ES_REMARK,                                            \
      "the same number from several sources with other dates")                           \
    X(ES_AUDIT_BOUND, "bound", ES_REMARK,                                                \
      "\"more than\", \"nearly\" and the plain number between sources")                  \
    X(ES_AUDIT_REPEAT, "repeat", ES_REMARK, "the same figure from several sources")

enum es_audit_check {
#define ES_AUDIT_ENUMERATOR(name, text, severity, compares) name,
    ES_AUDIT_LIST(ES_AUDIT_ENUMERATOR)
#undef ES_AUDIT_ENUMERATOR
        ES_AUDIT_CHECKS
};

/* Whether anybody has to look at it. */
#define ES_STANDING_LIST(X)                                                              \
    X(ES_OPEN, "open")         /* nothing in essor.ini speaks of it */                   \
    X(ES_LEFT_OUT, "excluded") /* the rows in doubt, or all that speaks against them */  \
    X(ES_NOTED, "known")       /* the same, by `known` lines */                          \
    X(ES_READ_BY_FEED, "read") /* its feeds read the rows in different units */          \
    X(ES_COUNTED_ONCE, "once") /* several sources, of which one is used */               \
    X(ES_AGREES, "agrees")     /* compared, and right */

enum es_standing {
#define ES_STANDING_ENUMERATOR(name, text) name,
    ES_STANDING_LIST(ES_STANDING_ENUMERATOR)
#undef ES_STANDING_ENUMERATOR
        ES_STANDINGS
};

/* A figure that a finding speaks of. */
struct es_audit_row {
    size_t figure; /* indexes project->figures */
    bool suspect;  /* in doubt; the others speak against it */
    bool settled;  /* excluded or known */
};

struct es_audit_finding {
    enum es_audit_check check;
    enum es_severity severity;
    enum es_standing standing;
    const char *series; /* of the project, or of the figures where none is fed */
    const struct es_audit_row *row; /* those in doubt first */
    size_t rows;
    double size_sd;     /* of the contradiction, in standard deviations of rounding */
    double shift_days;  /* of the main target's median date without the row in doubt that
                           moves it most; NAN where none is used */
    const char *target; /* that target's id; NULL with shift_days NAN */
    const char *sentence;
    const char *const *suggestion; /* lines for essor.ini; none where it is settled */
    size_t suggestions;
};

struct es_audit {
    struct es_audit_finding *finding; /* open ones first, by what they do to a target
                                         date, then by size */
    size_t n;
    size_t count[ES_STANDINGS];       /* findings by standing */
    size_t compared[ES_AUDIT_CHECKS]; /* comparisons that each check made */
    size_t skipped; /* series with more than 500 figures: measurements, not looked at */
};

struct es_audit_options {
    int as_of_day; /* ES_NO_DAY: the project's */
    bool weigh;    /* fit the series, for shift_days */
    size_t jobs;   /* threads, as in es_solve_options */
};

const char *es_audit_check_name(enum es_audit_check check);
const char *es_audit_check_compares(enum es_audit_check check);
const char *es_severity_name(enum es_severity severity);
const char *es_standing_name(enum es_standing standing);

/*
 * Compares the figures known at a date with each other, and the targets. With `names`,
 * only findings about those series (of the project or of the figures) are kept. A series
 * that cannot be fitted has no shift; that is no failure.
 */
enum es_status es_project_audit(const struct es_project *project,
                                const char *const names[], size_t n,
                                const struct es_audit_options *options,
                                struct es_audit *audit, struct es_arena *arena,
                                struct es_error *err);

#endif
