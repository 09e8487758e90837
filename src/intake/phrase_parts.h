/* phrase_parts.h: the parts of a figure, as they are found in the marks of a text. */
#ifndef ESSOR_INTAKE_PHRASE_PARTS_H
#define ESSOR_INTAKE_PHRASE_PARTS_H

#include "intake/phrase_marks.h"

enum es_stated_form { STATED_PLAIN, STATED_SHARE, STATED_RATIO };

/* The one number of the text. */
struct es_stated {
    enum es_stated_form form;
    double value, value_hi; /* of a share in percent */
    double step;
    bool to_last_digit;
    int sign;
    size_t first, end; /* marks */
};

/* The dates of the text. */
struct es_when {
    bool known; /* `window` is filled */
    bool dated; /* the text, or the caller, gives it; not only the publication */
    struct es_window window;
    bool since;
    int since_day;
    bool since_launch;
    bool compared; /* `reference` is filled */
    struct es_window reference;
    int months; /* a duration, or how long ago the reference is; 0 if none */
    bool since_used, months_used, reference_used;
};

/* A text being understood. */
struct es_sense {
    struct es_marks *marks;
    const struct es_phrase_context *context;
    struct es_phrase *phrase;
    struct es_stated stated;
    struct es_when when;
    struct es_arena *arena;
    bool lost; /* no memory for a message */
};

/* Refuses the text: returns false, so that a caller can write `return es_sense_refuse`.
 */
__attribute__((format(printf, 3, 4))) bool
es_sense_refuse(struct es_sense *sense, enum es_refusal refusal, const char *format, ...);

/* The words of `n` marks from one on, as the text has them. */
const char *es_sense_quote(struct es_sense *sense, size_t first, size_t n);

/* Says that marks of the type lead to a part; whether there is one. */
bool es_sense_use(struct es_sense *sense, enum es_mark_type type,
                  enum es_phrase_part part);

/* What the words say beside number and dates. */
struct es_clues {
    enum es_pace pace;
    const struct es_mark *noun; /* NULL: none is counted */
    bool growth, level, flow, seen;
    bool average, cumul, whole;
    int rise; /* of a percentage: 1 up, -1 down, 0 not compared */
};

/* What the words say; false where they contradict each other. */
bool es_sense_clues(struct es_sense *sense, struct es_clues *clues);
bool es_sense_kind(struct es_sense *sense, const struct es_clues *clues,
                   enum es_kind *kind);

/* Refuses a text without a date. */
bool es_sense_no_window(struct es_sense *sense);

/* Whether the window is a period, and not a day or its start or end. */
bool es_sense_is_extended(const struct es_sense *sense);

/* The steps, in this order; each false once the text is refused. */
bool es_sense_number(struct es_sense *sense);
bool es_sense_when(struct es_sense *sense);
bool es_sense_figure(struct es_sense *sense);

/* A window so many months earlier: whole months stay whole months. */
void es_window_shift(struct es_window *window, int months);

/* The window that ends with another's day and has so many months. */
struct es_window es_window_before(const struct es_window *end, int months);

#endif
