/*
 * audit_desk.h: the figures laid out for the checks, and what a check reports.
 *
 * A claim is what one figure says: a number within its rounding, of a subject (a series
 * of the project, or a series of figures that feeds none), for a window.
 */
#ifndef ESSOR_PROJECT_AUDIT_DESK_H
#define ESSOR_PROJECT_AUDIT_DESK_H

#include "essor/audit.h"

enum es_claim_what {
    ES_CLAIM_LEVEL,
    ES_CLAIM_GAIN, /* over the window */
    ES_CLAIM_PACE, /* per month of the window */
    ES_CLAIM_RATIO,
    ES_CLAIM_SHARE,
    ES_CLAIM_PERCENT,
    ES_CLAIM_COUNT /* anything else; compared with the same series only */
};

struct es_claim {
    size_t figure;
    const char *subject;
    const struct es_series *series; /* that the figure feeds; NULL if none */
    enum es_claim_what what;
    bool per_year; /* a pace that was printed per year */
    int from_day, to_day;
    int ref_from_day, ref_to_day; /* of a ratio */
    double centre, low, high;     /* a pace per month; percent for shares and percents */
    double printed; /* the number as it stands in the file, in the unit of the subject */
    int slack_days; /* how far the window may be off */
    bool copy;      /* an earlier claim of the subject says word for word the same */
    bool doubted;   /* an earlier check found it wrong: no evidence against others */
};

/* Claims about one subject stand together, in the order of their last day. */
struct es_subject {
    const char *name;
    const struct es_series *series; /* of the project; NULL if none */
    bool rises;                     /* its levels are counts that add up */
    struct es_claim *claim;
    size_t n;
};

struct es_desk {
    const struct es_project *project;
    int as_of_day;
    struct es_claim *claim;
    size_t n;
    struct es_subject *subject;
    size_t subjects;
    struct es_audit *audit;
    size_t room; /* for findings */
    struct es_arena *arena;
};

/* Lays out the figures known on desk->as_of_day. */
enum es_status es_desk_lay(struct es_desk *desk, struct es_error *err);

/* The claims about a subject, or NULL. */
struct es_subject *es_desk_subject(const struct es_desk *desk, const char *name);

static inline const struct es_figure *es_claim_figure(const struct es_desk *desk,
                                                      const struct es_claim *claim)
{
    return &desk->project->figures.at[claim->figure];
}

/* Whether two roundings have nothing in common; a bound that both just touch is nothing.
 */
bool es_claims_disjoint(const struct es_claim *a, const struct es_claim *b);

bool es_claims_same_window(const struct es_claim *a, const struct es_claim *b);

/* Rounding as a standard deviation of the logarithm, at least 0.3 %. */
double es_claim_sd(const struct es_claim *claim);

/* How far two claims are apart, in standard deviations of both. */
double es_claims_distance(const struct es_claim *a, const struct es_claim *b);

/* How much a source deserves to be believed against another: how it is dated, how exact.
 */
double es_claim_weight(const struct es_desk *desk, const struct es_claim *claim);

/* The wordings; each has places {1} to {4}. See audit_texts.def. */
enum es_audit_text {
#define ES_TEXT(name, sentence, reason) name,
#include "audit_texts.def"
#undef ES_TEXT
    ES_AUDIT_TEXTS
};

enum { ES_AUDIT_ARGS = 4, ES_AUDIT_MOST_ROWS = 64 };

/* What a check found, before it is put into words. */
struct es_discovery {
    enum es_audit_check check;
    enum es_audit_text text;
    enum es_standing standing; /* ES_OPEN unless the check knows better */
    const struct es_claim *suspect[ES_AUDIT_MOST_ROWS];
    size_t suspects;
    const struct es_claim *witness[ES_AUDIT_MOST_ROWS];
    size_t witnesses;
    double size_sd;
    const char *arg[ES_AUDIT_ARGS]; /* a NULL among those of the wording: no memory */
};

/* Notes a row; those beyond the most that a finding holds are left out. */
void es_suspect(struct es_discovery *found, const struct es_claim *claim);
void es_witness(struct es_discovery *found, const struct es_claim *claim);

/* Adds a finding; rows that say the same as a suspect join it. */
enum es_status es_desk_report(struct es_desk *desk, struct es_discovery *found,
                              struct es_error *err);

/* "at least 12M a month (2023-07-01 to 2023-08-31)"; NULL without memory. */
const char *es_say_claim(const struct es_desk *desk, const struct es_claim *claim);
/* "12M", "x1.3", "from 12M to 14M", "5 %" */
const char *es_say_amount(const struct es_desk *desk, double amount);
const char *es_say_factor(const struct es_desk *desk, double factor);
const char *es_say_more_rows(const struct es_desk *desk, size_t n);
const char *es_say_day(const struct es_desk *desk, int day);

/* The sentence or the reason of a wording. */
const char *es_audit_words(const struct es_desk *desk, enum es_audit_text text,
                           const char *const arg[ES_AUDIT_ARGS], bool reason);

/* The volume that the short figures of a flow add up to over some days, leaving out those
 * in doubt; NAN where they do not cover it. */
double es_volume(const struct es_subject *subject, int from_day, int to_day);

/* A level on a day, between those known before and after; false if none is near. */
struct es_level {
    double low, high;
    int slack_days;
    const struct es_claim *before, *after; /* the claims it rests on; may be NULL */
};
bool es_level_on(const struct es_subject *subject, int day, int widest_gap,
                 struct es_level *level);

/* The checks, in the order of the files; each reports all it finds. */
enum es_status es_check_units(struct es_desk *desk, struct es_error *err);
enum es_status es_check_levels(struct es_desk *desk, struct es_error *err);
enum es_status es_check_same(struct es_desk *desk, struct es_error *err);
enum es_status es_check_volumes(struct es_desk *desk, struct es_error *err);
enum es_status es_check_ratios(struct es_desk *desk, struct es_error *err);
enum es_status es_check_wholes(struct es_desk *desk, struct es_error *err);
enum es_status es_check_parts(struct es_desk *desk, struct es_error *err);
enum es_status es_check_repeats(struct es_desk *desk, struct es_error *err);

#endif
