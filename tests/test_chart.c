#include "synthetic.h"

#include "essor/text.h"

#include <check.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static struct es_arena *arena;

/* Charts go to a fresh folder, or to the one that ESSOR_GALLERY names, to be looked at.
 */
static const char *gallery(void)
{
    static char folder[64];
    const char *wanted = getenv("ESSOR_GALLERY");
    if (wanted != NULL) {
        return wanted;
    }
    (void)snprintf(folder, sizeof folder, "/tmp/essor-chart-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    return folder;
}

/* One series with its outlook, target, answer, figures and verdict. */
struct made {
    struct synthetic curve;
    struct es_outlook outlook;
    struct es_target target[3];
    struct es_target_answer answer[3];
    struct es_chart_point point[8];
    double *fitted;
    struct es_influence influence;
    struct es_verdict verdict;
    struct es_fan fan;
};

static void make(struct made *made, const struct synthetic *curve, const double target[],
                 size_t targets, int deadline_day)
{
    struct es_error err;
    made->curve = *curve;
    made->outlook = synthetic_outlook(curve, arena);
    for (size_t i = 0; i < targets; i++) {
        made->target[i] = (struct es_target){
            .id = "t",
            .series = "s",
            .level = target[i],
            .per = curve->nature == ES_FLOW_SERIES ? ES_EACH_YEAR : ES_PER_NONE,
            .deadline_day = deadline_day};
        ck_assert_int_eq(es_target_ask(&made->outlook, &made->target[i], INFINITY,
                                       &made->answer[i], arena, &err),
                         ES_OK);
    }
    const int as_of = curve->as_of_day;
    made->point[0] = synthetic_point(curve, as_of - 900, as_of - 700, -0.05);
    made->point[1] = synthetic_point(curve, as_of - 560, as_of - 531, 0.12);
    made->point[2] = synthetic_point(curve, as_of - 400, as_of - 370, -0.10);
    made->point[2].derived = true;
    made->point[3] = synthetic_point(curve, as_of - 300, as_of - 120, 0.06);
    made->point[3].derived = true;
    made->point[4] = synthetic_point(curve, as_of - 110, as_of - 90, -0.08);
    made->point[4].qualifier = ES_AT_LEAST;
    made->point[5] = synthetic_point(curve, as_of - 40, as_of - 11, 0.03);
    for (size_t i = 0; i < 6; i++) {
        made->point[i].observation = i;
    }
    made->fitted = es_arena_array(arena, 6 * made->outlook.months, sizeof(double));
    for (size_t k = 0; k < 6; k++) {
        for (size_t i = 0; i < made->outlook.months; i++) {
            const int first = es_month_first_day(made->outlook.first_month + (int)i);
            made->fitted[k * made->outlook.months + i] = synthetic_curve(
                curve, first + 15.0, curve->ceiling, 12.0 * ((double)k - 2.5));
        }
    }
    made->influence =
        (struct es_influence){.observation = 3,
                              .date = {as_of + 200.0, as_of + 900.0, INFINITY},
                              .p_never = 0.3};
    made->verdict = (struct es_verdict){.observations = 6,
                                        .ceiling_q10 = 0.7 * curve->ceiling,
                                        .ceiling_q50 = curve->ceiling,
                                        .ceiling_q90 = 1.6 * curve->ceiling,
                                        .influences = 1,
                                        .influence = &made->influence};
    made->fan = (struct es_fan){
        .series = {.id = "ville",
                   .label = "Médecine de ville",
                   .sublabel = "tous documents",
                   .subject = "La médecine de ville",
                   .unit = "documents",
                   .sources =
                       "DNS, 13 sept. 2023 ; Klesia, 6 févr. 2024 ; Archimag, 2023",
                   .outlook = &made->outlook,
                   .target = made->target,
                   .answer = made->answer,
                   .targets = targets,
                   .verdict = &made->verdict},
        .point = made->point,
        .points = 6,
        .curve = made->fitted,
        .families = 6};
}

/* Community medicine in September 2024: a slow start, a ceiling that nobody knows. */
static struct synthetic usual(void)
{
    return (struct synthetic){.nature = ES_FLOW_SERIES,
                              .ceiling = 150e6,
                              .spread = 0.35,
                              .duration = 4.0,
                              .midpoint_day = es_day(2025, 4, 22),
                              .from_day = es_day(2022, 1, 1),
                              .as_of_day = es_day(2024, 9, 12),
                              .horizon_day = es_day(2034, 9, 12),
                              .draws = 400};
}

static struct es_chart_style style_of(enum es_language language, const char *directory,
                                      const char *stem)
{
    return (struct es_chart_style){.language = language,
                                   .as_of_day = es_day(2024, 9, 12),
                                   .fingerprint = "0123456789ab",
                                   .directory = directory,
                                   .stem = stem};
}

static void open_arena(void)
{
    ck_assert_int_eq(es_arena_open(&arena, NULL), ES_OK);
}

static void close_arena(void)
{
    es_arena_close(arena);
}

static void draw_fan(const struct made *made, const struct es_chart_style *style)
{
    struct es_error err = {.message = ""};
    ck_assert_msg(es_chart_fan(&made->fan, style, NULL, arena, &err) == ES_OK, "%s",
                  err.message);
    ck_assert_msg(es_gnuplot_render(style->directory, style->stem, &err) == ES_OK, "%s",
                  err.message);
}

static void to_english(struct es_chart_series *series)
{
    series->label = "Community medicine";
    series->sublabel = "all documents";
    series->subject = "Community medicine";
}

/* What there is to look at: each kind of answer, both languages. */
START_TEST(every_kind_of_chart_can_be_drawn)
{
    const char *folder = gallery();
    const int late = es_day(2023, 12, 31), ahead = es_day(2026, 12, 31);
    struct made made;
    struct synthetic curve = usual();
    make(&made, &curve, (const double[]){120e6}, 1, late);
    struct es_chart_style style = style_of(ES_FR, folder, "fan-even-fr");
    draw_fan(&made, &style);
    style = style_of(ES_EN, folder, "fan-even-en");
    to_english(&made.fan.series);
    draw_fan(&made, &style);
    make(&made, &curve, (const double[]){40e6, 120e6}, 2, late);
    style = style_of(ES_FR, folder, "fan-reached-fr");
    draw_fan(&made, &style);
    make(&made, &curve, (const double[]){250e6, 400e6}, 2, ahead);
    style = style_of(ES_FR, folder, "fan-unlikely-fr");
    draw_fan(&made, &style);
    curve.nature = ES_STOCK_SERIES;
    curve.ceiling = 40e6;
    curve.spread = 0.1;
    make(&made, &curve, (const double[]){30e6}, 1, ahead);
    made.fan.series.subject = "L’activation";
    made.fan.series.label = "Activation";
    made.fan.series.sublabel = "";
    made.fan.series.unit = "profils activés";
    style = style_of(ES_FR, folder, "fan-stock-fr");
    draw_fan(&made, &style);
    curve = usual();
    curve.spread = 1.3;
    make(&made, &curve, NULL, 0, late);
    style = style_of(ES_EN, folder, "fan-wide-en");
    to_english(&made.fan.series);
    draw_fan(&made, &style);
    curve.from_day = es_day(1990, 1, 1);
    curve.horizon_day = es_day(2050, 1, 1);
    make(&made, &curve, (const double[]){280e6}, 1, es_day(2040, 12, 31));
    style = style_of(ES_FR, folder, "fan-long-fr");
    style.width = 1200;
    draw_fan(&made, &style);
}
END_TEST

static void make_sectors(struct made made[], struct es_chart_series row[])
{
    static const struct {
        const char *label, *sublabel, *subject;
        double ceiling, target;
        int deadline_year;
    } sectors[] = {
        {"Hôpital", "documents de sortie", "L’hôpital", 60e6, 20e6, 2023},
        {"Biologie médicale", "comptes rendus", "La biologie médicale", 150e6, 75e6,
         2026},
        {"Radiologie", "comptes rendus", "La radiologie", 45e6, 35e6, 2026},
        {"Médecine de ville", "tous documents", "La médecine de ville", 90e6, 120e6,
         2023},
    };
    for (size_t i = 0; i < 4; i++) {
        struct synthetic curve = usual();
        curve.ceiling = sectors[i].ceiling;
        make(&made[i], &curve, &sectors[i].target, 1,
             es_day(sectors[i].deadline_year, 12, 31));
        row[i] = made[i].fan.series;
        row[i].label = sectors[i].label;
        row[i].sublabel = sectors[i].sublabel;
        row[i].subject = sectors[i].subject;
    }
}

static void draw_bulletin(const struct es_bulletin *bulletin,
                          const struct es_chart_style *style)
{
    struct es_error err = {.message = ""};
    ck_assert_msg(es_chart_bulletin(bulletin, style, NULL, arena, &err) == ES_OK, "%s",
                  err.message);
    ck_assert_msg(es_gnuplot_render(style->directory, style->stem, &err) == ES_OK, "%s",
                  err.message);
}

START_TEST(a_bulletin_can_be_drawn)
{
    const char *folder = gallery();
    struct made made[4];
    struct es_chart_series row[8];
    make_sectors(made, row);
    memcpy(row + 4, row, 4 * sizeof *row);
    const struct es_bulletin bulletin = {.subject = "secteurs",
                                         .series = row,
                                         .n = 4,
                                         .sources =
                                             "DNS, 13 sept. 2023 ; Klesia, 6 févr. 2024"};
    struct es_chart_style style = style_of(ES_FR, folder, "bulletin-fr");
    draw_bulletin(&bulletin, &style);
    struct es_bulletin eight = bulletin;
    eight.n = 8;
    eight.subject = "sectors";
    style = style_of(ES_EN, folder, "bulletin-en");
    draw_bulletin(&eight, &style);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("chart");
    TCase *cases = tcase_create("charts");
    tcase_set_timeout(cases, 120);
    tcase_add_checked_fixture(cases, open_arena, close_arena);
    tcase_add_test(cases, every_kind_of_chart_can_be_drawn);
    tcase_add_test(cases, a_bulletin_can_be_drawn);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
