#include "cli/cli.h"

#include <math.h>

/* "wave=2027-03:+30M/year:12m; break 2024-01-01, x 1.08". */
static enum es_status tell(struct session *session, const struct es_event_order *order,
                           const char **text)
{
    const char *made = "";
    for (size_t i = 0; i < order->is.n; i++) {
        ES_GIVEN(made,
                 es_arena_print(session->arena, "%s%s%s", made, i > 0 ? " " : "",
                                order->is.change[i]),
                 session->error);
    }
    if (order->break_day != ES_NO_DAY) {
        char day[ES_DAY_TEXT], factor[32] = "by an unknown factor";
        es_day_format(order->break_day, day);
        if (!isnan(order->factor)) {
            (void)snprintf(factor, sizeof factor, "x %g", order->factor);
        }
        ES_GIVEN(made,
                 es_arena_print(session->arena, "%s%sbreak %s, %s", made,
                                *made != '\0' ? "; " : "", day, factor),
                 session->error);
    }
    *text = made;
    return ES_OK;
}

enum es_status cli_say_events(struct session *session, const struct es_project *project,
                              const struct es_series *series, bool all)
{
    struct es_event_use *use;
    size_t n;
    ES_TRY(es_project_events(project, series, session->options.as_of_day, &use, &n,
                             session->arena, session->error));
    for (size_t i = 0; i < n; i++) {
        const bool counts =
            use[i].state == ES_EVENT_COMING || use[i].state == ES_EVENT_COUNTED;
        const char *text = "";
        if (all || counts) {
            ES_TRY(tell(session, use[i].order, &text));
            cli_say(session, "event %s of %s, %s: %s", use[i].order->is.id,
                    use[i].order->is.series, es_event_state_name(use[i].state), text);
        }
    }
    return ES_OK;
}
