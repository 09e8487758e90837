#include "synthetic.h"

#include "essor/file.h"
#include "essor/hash.h"
#include "essor/text.h"
#include "render/bulletin.h"
#include "render/fan.h"

#include <check.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

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
    ck_assert_msg(
        es_gnuplot_render(style->directory, style->stem, ES_PICTURE_PNG, &err) == ES_OK,
        "%s", err.message);
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
    ck_assert_msg(
        es_gnuplot_render(style->directory, style->stem, ES_PICTURE_PNG, &err) == ES_OK,
        "%s", err.message);
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

/* A script as it was written. */
static const char *text_of(const char *folder, const char *name)
{
    struct es_error err = {.message = ""};
    char **text = es_arena_array(arena, 1, sizeof *text);
    size_t size;
    ck_assert_msg(es_file_read(es_arena_print(arena, "%s/%s", folder, name), 10000000,
                               text, &size, arena, &err) == ES_OK,
                  "%s", err.message);
    return *text;
}

static size_t count(const char *text, const char *what)
{
    size_t n = 0;
    for (const char *at = strstr(text, what); at != NULL; at = strstr(at + 1, what)) {
        n++;
    }
    return n;
}

/* The rows of a data block, without those of undefined values; the first is copied to
 * `row`. */
static size_t rows_of(const char *script, const char *block, char row[200])
{
    const char *at = strstr(script, es_arena_print(arena, "$%s << END\n", block));
    ck_assert_msg(at != NULL, "no block %s", block);
    size_t n = 0;
    for (at = strchr(at, '\n') + 1; strncmp(at, "END\n", 4) != 0;
         at = strchr(at, '\n') + 1) {
        if (strncmp(at, "NaN", 3) != 0 && n++ == 0) {
            (void)snprintf(row, 200, "%.*s", (int)strcspn(at, "\n"), at);
        }
    }
    return n;
}

START_TEST(a_fan_script_holds_what_the_figures_and_targets_say)
{
    const char *folder = gallery();
    struct made made;
    const struct synthetic curve = usual();
    make(&made, &curve, (const double[]){120e6, 150e6}, 2, es_day(2023, 12, 31));
    const struct es_chart_style style = style_of(ES_FR, folder, "fan-script");
    ck_assert_int_eq(es_chart_fan(&made.fan, &style, NULL, arena, NULL), ES_OK);
    const char *script = text_of(folder, "fan-script.gp");
    char row[200], expected[200];
    ck_assert_uint_eq(rows_of(script, "windows", row), 1);
    (void)snprintf(expected, sizeof expected, "%d %.10g 201", made.point[0].from_day,
                   made.point[0].value);
    ck_assert_str_eq(row, expected);
    ck_assert_uint_eq(rows_of(script, "hollow_windows", row), 1);
    ck_assert_uint_eq(rows_of(script, "points", row), 3);
    ck_assert_uint_eq(rows_of(script, "hollow", row), 1);
    ck_assert_uint_eq(rows_of(script, "bounds", row), 1);
    ck_assert_uint_eq(rows_of(script, "errors", row), 5);
    ck_assert_uint_eq(rows_of(script, "crossing", row), 1);
    (void)snprintf(expected, sizeof expected, "%.10g 120000000", made.answer[0].date.q50);
    ck_assert_str_eq(row, expected);
    ck_assert_uint_eq(rows_of(script, "deadlines", row), 2);
    ck_assert_uint_eq(rows_of(script, "targets", row), 2);
    ck_assert_ptr_nonnull(strstr(row, " 120000000 "));
    ck_assert_uint_eq(count(row, " "), 3);
    /* "Cible 120 M, fin 2023", its no-break space and all else escaped */
    ck_assert_uint_eq(count(script, "\"Cible 120\\0302\\0240M, fin\\0302\\0240"), 0);
    ck_assert_uint_eq(count(script, "\"Cible 120\\0302\\0240M, fin 2023\" at screen"), 1);
    ck_assert_int_eq(
        strncmp(script, "# To remake the picture: gnuplot fan-script.gp\n", 47), 0);
}
END_TEST

START_TEST(a_bound_stands_where_it_is_quoted_and_points_to_the_truth)
{
    static const enum es_qualifier qualifiers[] = {ES_AT_LEAST, ES_AT_MOST, ES_NEARLY,
                                                   ES_ABOUT};
    static const char *const texts[] = {"plus de 18\u00a0M", "moins de 18\u00a0M",
                                        "près de 18\u00a0M", "18\u00a0M"};
    static const int ways[] = {1, -1, -1, 0};
    struct es_speech speech = {.language = ES_FR, .arena = arena};
    for (int i = 0; i < 4; i++) {
        const struct es_chart_point point = {.from_day = es_day(2025, 2, 20),
                                             .to_day = es_day(2025, 2, 27),
                                             .value = 18e6,
                                             .qualifier = qualifiers[i]};
        ck_assert_int_eq(es_fan_bound(&point), ways[i]);
        ck_assert_str_eq(es_fan_figure(&speech, &point),
                         es_arena_print(arena, "%s en févr.\u00a02025", texts[i]));
    }
}
END_TEST

START_TEST(the_bands_drawn_are_the_quantiles_of_the_draws)
{
    const char *folder = gallery();
    struct made made;
    const struct synthetic curve = usual();
    make(&made, &curve, (const double[]){120e6}, 1, ES_NO_DAY);
    const struct es_chart_style style = style_of(ES_EN, folder, "fan-bands");
    ck_assert_int_eq(es_chart_fan(&made.fan, &style, NULL, arena, NULL), ES_OK);
    const char *csv = text_of(folder, "fan-bands.csv");
    const size_t month =
        (size_t)(es_month_of_day(es_day(2026, 3, 1)) - made.outlook.first_month);
    double values[400];
    for (size_t d = 0; d < made.outlook.draws; d++) {
        values[d] = es_outlook_shown(&made.outlook, d, month);
    }
    const double levels[] = {0.025, 0.5, 0.9};
    double expected[3], low, q10, q25, median, q75, q90;
    es_quantiles(values, made.outlook.draws, levels, 3, expected);
    const char *row = strstr(csv, "forecast,2026-03-16,,,");
    ck_assert_ptr_nonnull(row);
    ck_assert_int_eq(sscanf(row, "forecast,2026-03-16,,,%lf,%lf,%lf,%lf,%lf,%lf", &low,
                            &q10, &q25, &median, &q75, &q90),
                     6);
    ck_assert_double_eq_tol(low, expected[0], 1e-6);
    ck_assert_double_eq_tol(median, expected[1], 1e-6);
    ck_assert_double_eq_tol(q90, expected[2], 1e-6);
}
END_TEST

/* The title that a fan gets. */
static const char *title_of(const struct made *made, enum es_language language)
{
    struct es_sheet sheet;
    struct es_fan_data data;
    const struct es_chart_style style = style_of(language, "/nonexistent", "fan");
    ck_assert_int_eq(es_sheet_open(&sheet, &style, arena, NULL), ES_OK);
    ck_assert_int_eq(es_fan_measure(&sheet, &made->fan, &data, NULL), ES_OK);
    const char *title = es_fan_title(&sheet.speech, &data);
    es_sheet_close(&sheet);
    return title;
}

#define NB "\u00a0"
#define NNB "\u202f"

START_TEST(titles_say_what_the_answer_is)
{
    struct made made;
    const struct synthetic curve = usual();
    make(&made, &curve, (const double[]){120e6}, 1, es_day(2026, 12, 31));
    struct es_target_answer *answer = &made.answer[0];
    *answer = (struct es_target_answer){.p_by_deadline = 0.4,
                                        .p_never = 0.3,
                                        .horizon_day = es_day(2034, 12, 31),
                                        .date = {1.0, es_day(2027, 1, 20), INFINITY},
                                        .state = ES_TARGET_AT_RISK};
    ck_assert_str_eq(title_of(&made, ES_FR),
                     "La médecine de ville a une chance sur deux d’atteindre 120" NB
                     "M de documents par an d’ici à" NB "janvier" NB "2027");
    ck_assert_str_eq(
        title_of(&made, ES_EN),
        "La médecine de ville could reach 120M documents a year by January" NB
        "2027: the odds are even");
    answer->p_by_deadline = 0.86;
    answer->state = ES_TARGET_ON_COURSE;
    ck_assert_str_eq(title_of(&made, ES_FR),
                     "La médecine de ville a 86" NNB "% de chances d’atteindre 120" NB
                     "M de documents par an d’ici à" NB "fin 2026");
    answer->date.q50 = es_day(2023, 8, 3);
    answer->p_reached = 0.78;
    answer->p_by_deadline = 0.7;
    ck_assert_str_eq(title_of(&made, ES_FR),
                     "La médecine de ville a 78" NNB
                     "% de chances d’avoir déjà franchi sa cible de 120" NB
                     "M de documents par an");
    answer->state = ES_TARGET_REACHED;
    ck_assert_str_eq(title_of(&made, ES_FR),
                     "La médecine de ville a franchi sa cible de 120" NB
                     "M de documents par an en août" NB "2023");
    ck_assert_str_eq(title_of(&made, ES_EN),
                     "La médecine de ville passed the target of 120M documents a year in "
                     "August" NB "2023");
    answer->state = ES_TARGET_OUT_OF_REACH;
    answer->p_by_deadline = 0.0;
    answer->date.q50 = INFINITY;
    answer->p_never = 0.93;
    made.fan.series.subject = "Les cabinets";
    ck_assert_str_eq(title_of(&made, ES_FR),
                     "Les cabinets n’ont que 7" NNB "% de chances d’atteindre 120" NB
                     "M de documents par an d’ici à" NB "fin 2034");
    answer->p_never = 1.0;
    ck_assert_str_eq(title_of(&made, ES_FR),
                     "Les cabinets n’ont pratiquement aucune chance d’atteindre 120" NB
                     "M de documents par an d’ici à" NB "fin 2034");
    answer->above_limit = true;
    ck_assert_str_eq(title_of(&made, ES_FR),
                     "Les cabinets ne peuvent pas atteindre 120" NB
                     "M de documents par an" NB ": la cible dépasse le maximum possible");
}
END_TEST

START_TEST(a_title_of_a_bulletin_counts_and_names)
{
    struct made made[4];
    struct es_chart_series row[8];
    make_sectors(made, row);
    struct es_bulletin_data data = {.n = 4, .subject = "secteurs"};
    struct es_speech speech = {.language = ES_FR, .arena = arena};
    static const double shares[] = {1.5, 1.0, 0.37, 0.21};
    for (size_t i = 0; i < 4; i++) {
        data.row[i].series = row[i];
        data.row[i].share = shares[i];
        data.row[i].share_text = i == 3 ? "21" NNB "%" : "?";
        made[i].answer[0].state = i < 2 ? ES_TARGET_REACHED : ES_TARGET_AT_RISK;
    }
    ck_assert_str_eq(es_bulletin_title(&speech, &data),
                     "Deux secteurs sur quatre tiennent leur cible" NB
                     "; la médecine de ville est à 21" NNB "% de la sienne");
    data.row[1].share = 0.9;
    made[1].answer[0].state = ES_TARGET_AT_RISK;
    ck_assert_str_eq(es_bulletin_title(&speech, &data),
                     "L’hôpital tient sa cible, pas les autres secteurs" NB
                     "; la médecine de ville est à 21" NNB "% de la sienne");
    data.row[0].share = 0.9;
    made[0].answer[0].state = ES_TARGET_AT_RISK;
    data.row[3].series.subject = "les cabinets";
    ck_assert_str_eq(es_bulletin_title(&speech, &data),
                     "Les quatre secteurs restent sous leur cible" NB
                     "; les cabinets sont à 21" NNB "% de la leur");
    speech.language = ES_EN;
    data.subject = "sectors";
    data.row[3].series.subject = "Community medicine";
    ck_assert_str_eq(es_bulletin_title(&speech, &data),
                     "All four sectors are below their target; the lowest is Community "
                     "medicine, at 21" NNB "%");
    for (size_t i = 0; i < 4; i++) {
        made[i].answer[0].state = ES_TARGET_REACHED;
    }
    ck_assert_str_eq(es_bulletin_title(&speech, &data),
                     "All four sectors hold their target");
}
END_TEST

START_TEST(a_target_that_is_only_probably_reached_does_not_count_as_held)
{
    struct made made[4];
    struct es_chart_series row[8];
    make_sectors(made, row);
    struct es_bulletin_data data = {.n = 4, .subject = "secteurs"};
    struct es_speech speech = {.language = ES_FR, .arena = arena};
    for (size_t i = 0; i < 4; i++) {
        data.row[i].series = row[i];
        data.row[i].share = 1.4;
        data.row[i].share_text = "?";
        made[i].answer[0].state = i < 3 ? ES_TARGET_REACHED : ES_TARGET_ON_COURSE;
    }
    made[3].answer[0].p_reached = 0.76;
    ck_assert_str_eq(es_bulletin_title(&speech, &data),
                     "Trois secteurs sur quatre tiennent leur cible" NB
                     "; la médecine de ville a 76" NNB
                     "% de chances d’avoir franchi la sienne");
    made[2].answer[0].state = ES_TARGET_AT_RISK;
    data.row[2].share = 0.97;
    data.row[2].share_text = "97" NNB "%";
    ck_assert_str_eq(es_bulletin_title(&speech, &data),
                     "Deux secteurs sur quatre tiennent leur cible, probablement trois" NB
                     "; la radiologie est à 97" NNB "% de la sienne");
    made[1].answer[0].state = ES_TARGET_AT_RISK;
    data.row[1].share = 0.98;
    ck_assert_str_eq(es_bulletin_title(&speech, &data),
                     "L’hôpital tient sa cible à coup sûr, pas les autres secteurs" NB
                     "; la radiologie est à 97" NNB "% de la sienne");
    made[0].answer[0].state = ES_TARGET_ON_COURSE;
    speech.language = ES_EN;
    data.row[2].series.subject = "radiology";
    ck_assert_str_eq(es_bulletin_title(&speech, &data),
                     "No target is surely held; the lowest is radiology, at 97" NNB "%");
    data = (struct es_bulletin_data){.n = 1, .row = {data.row[2]}};
    ck_assert_str_eq(es_bulletin_title(&speech, &data),
                     "Radiology: at 97" NNB "% of the target");
    speech.language = ES_FR;
    data.row[0].series.subject = "établissements de santé";
    ck_assert_str_eq(es_bulletin_title(&speech, &data),
                     "Établissements de santé est à 97" NNB "% de sa cible");
}
END_TEST

/* One draw more or less makes quantiles jitter; here every second month by 3 %. */
START_TEST(drawn_bands_are_smooth_and_the_numbers_beside_are_as_they_are)
{
    const char *folder = gallery();
    struct made made;
    const struct synthetic curve = usual();
    make(&made, &curve, NULL, 0, ES_NO_DAY);
    struct es_outlook *outlook = &made.outlook;
    const size_t months = outlook->months;
    for (size_t d = 0; d < outlook->draws; d++) {
        double *at = outlook->cumulated + d * (months + 1), sum = at[0];
        for (size_t i = 0; i < months; i++) { /* ten a month, six months apart +-3 % */
            sum += 10e6 * (1.0 + (i / 3 % 2 ? 0.03 : -0.03)) *
                   (1.0 + 0.2 * (double)d / (double)outlook->draws);
            at[i + 1] = sum;
        }
    }
    struct es_sheet sheet;
    struct es_fan_data data;
    const struct es_chart_style style = style_of(ES_FR, folder, "fan-smooth");
    ck_assert_int_eq(es_sheet_open(&sheet, &style, arena, NULL), ES_OK);
    ck_assert_int_eq(es_fan_measure(&sheet, &made.fan, &data, NULL), ES_OK);
    double rough = 0.0, smooth = 0.0;
    for (size_t i = 4; i + 4 < data.forecasts; i++) {
        for (int k = 0; k < ES_FAN_LEVELS; k++) {
            const double raw = data.forecast[i].q[k], drawn = data.drawn[i].q[k];
            ck_assert_double_eq_tol(drawn / raw, 1.0, 0.04);
            rough = fmax(rough, fabs(raw / data.forecast[i + 1].q[k] - 1.0));
            smooth = fmax(smooth, fabs(drawn / data.drawn[i + 1].q[k] - 1.0));
            ck_assert(k == 0 || drawn >= data.drawn[i].q[k - 1]);
        }
    }
    ck_assert_double_gt(rough, 0.015);
    ck_assert_double_lt(smooth, 0.6 * rough);
    ck_assert_double_eq_tol(data.drawn[0].q[ES_FAN_Q50], data.forecast[0].q[ES_FAN_Q50],
                            1e-6);
    es_sheet_close(&sheet);
}
END_TEST

START_TEST(a_target_passed_before_the_first_figure_is_dated_by_that_figure)
{
    struct made made;
    const struct synthetic curve = usual();
    make(&made, &curve, (const double[]){20e6}, 1, es_day(2023, 12, 31));
    made.answer[0].state = ES_TARGET_REACHED;
    made.answer[0].date = (struct es_target_span){es_day(2022, 2, 3), es_day(2022, 2, 18),
                                                  es_day(2022, 9, 19)};
    made.fan.series.first_day = es_day(2023, 4, 1);
    ck_assert_str_eq(title_of(&made, ES_FR),
                     "La médecine de ville a franchi sa cible de 20" NB
                     "M de documents par an avant avril" NB "2023");
    made.answer[0].date.q90 = es_day(2023, 4, 2);
    ck_assert_str_eq(title_of(&made, ES_FR),
                     "La médecine de ville a franchi sa cible de 20" NB
                     "M de documents par an en février" NB "2022");
}
END_TEST

/* No two texts overlap and none leaves the canvas; boxes are those of the fonts. */
static void check_layout(const struct es_layout *layout, const char *what)
{
    for (size_t i = 0; i < layout->labels; i++) {
        const struct es_label *a = &layout->label[i];
        ck_assert_msg(a->box.left >= 0.0 && a->box.top >= 0.0 &&
                          a->box.right <= layout->width &&
                          a->box.bottom <= layout->height,
                      "%s: \"%s\" leaves the canvas", what, a->text);
        ck_assert_msg(a->box.right - a->box.left > 0.0, "%s: empty text", what);
        for (size_t k = i + 1; k < layout->labels; k++) {
            const struct es_label *b = &layout->label[k];
            ck_assert_msg(!es_boxes_meet(&a->box, &b->box), "%s: \"%s\" meets \"%s\"",
                          what, a->text, b->text);
        }
    }
}

static bool has_label(const struct es_layout *layout, const char *part)
{
    for (size_t i = 0; i < layout->labels; i++) {
        if (strstr(layout->label[i].text, part) != NULL) {
            return true;
        }
    }
    return false;
}

/* What no chart may lack: title, today, the four texts at the edge, dates below. */
static void check_fan_layout(const struct made *made, const struct es_chart_style *style,
                             const char *what)
{
    struct es_sheet sheet;
    struct es_fan_data data;
    struct es_error err = {.message = ""};
    ck_assert_int_eq(es_sheet_open(&sheet, style, arena, NULL), ES_OK);
    ck_assert_int_eq(es_fan_measure(&sheet, &made->fan, &data, NULL), ES_OK);
    ck_assert_msg(es_fan_lay_out(&sheet, &data, &err) == ES_OK, "%s: %s", what,
                  err.message);
    const bool french = style->language == ES_FR;
    check_layout(sheet.layout, what);
    ck_assert_int_eq(sheet.layout->label[0].look, ES_LOOK_TITLE);
    ck_assert_msg(has_label(sheet.layout, french ? "95" NNB "%" : "95%") &&
                      has_label(sheet.layout, french ? "80" NNB "%" : "80%") &&
                      has_label(sheet.layout, french ? "50" NNB "%" : "50%") &&
                      has_label(sheet.layout, french ? "Médiane" : "Median"),
                  "%s: a band lacks its text", what);
    ck_assert_msg(made->fan.series.targets == 0 ||
                      has_label(sheet.layout, french ? "Cible " : "Target "),
                  "%s: a target lacks its text", what);
    ck_assert_msg(has_label(sheet.layout, "essor "), "%s: no version", what);
    es_sheet_close(&sheet);
}

static const char *const long_name =
    "Établissements d’hospitalisation à domicile, de soins de suite et de réadaptation, "
    "centres de lutte contre le cancer et établissements médico-sociaux conventionnés";

/* 3 scales x 3 spans x 4 answers x 2 languages: 72 fans. */
START_TEST(texts_of_a_fan_never_meet_and_never_leave)
{
    static const double scales[] = {1e-6, 3.7e4, 1e12};
    static const int spans_days[][2] = {{15, 15}, {900, 1100}, {12000, 10000}};
    static const double targets[][3] = {
        {0.02, 0.03, 0.04}, {0.5, 0.52, 0.8}, {30.0, 31.0, 300.0}, {0.9, 0.9, 0.9}};
    static const size_t target_counts[] = {3, 3, 2, 0};
    for (int run = 0; run < 72; run++) {
        const int span = run % 3, scale = run / 3 % 3, answer = run / 9 % 4;
        struct synthetic curve = usual();
        curve.nature = run % 2 ? ES_STOCK_SERIES : ES_FLOW_SERIES;
        curve.draws = 60;
        curve.ceiling = scales[scale];
        curve.spread = answer == 3 ? 1.5 : 0.3;
        curve.from_day = curve.as_of_day - spans_days[span][0];
        curve.horizon_day = curve.as_of_day + spans_days[span][1];
        double levels[3];
        for (int i = 0; i < 3; i++) {
            levels[i] = targets[answer][i] * curve.ceiling;
        }
        struct made made;
        make(&made, &curve, levels, target_counts[answer], curve.as_of_day + 300);
        if (span == 0) { /* only figures that the outlook holds */
            made.point[0] =
                synthetic_point(&curve, curve.as_of_day - 9, curve.as_of_day, 0.1);
            made.fan.points = 1;
        }
        if (run % 5 == 0) {
            made.fan.series.label = made.fan.series.subject = long_name;
            made.fan.series.sources =
                "Délégation au numérique en santé, comité de suivi du Ségur, "
                "13 septembre 2023 ; Klesia Prosocial, 6 février 2024 ; "
                "Archimag ; DSIH ; Le Quotidien du médecin ; Hospimedia ; "
                "TICsanté ; La Gazette des communes, 4 avril 2024";
        }
        struct es_chart_style style =
            style_of(run / 36 ? ES_EN : ES_FR, "/nonexistent", "fan");
        style.width = run % 7 == 0 ? 1080 : 0;
        style.height = run % 7 == 0 ? 1080 : 0;
        check_fan_layout(&made, &style, es_arena_print(arena, "chart %d", run));
    }
}
END_TEST

/* 8 sizes x 4 mixtures x 2 languages: 64 bulletins. */
START_TEST(texts_of_a_bulletin_never_meet_and_never_leave)
{
    static const double targets[] = {1e-4, 0.3, 0.9, 40.0};
    struct made made[8];
    for (int run = 0; run < 64; run++) {
        const size_t n = (size_t)(run % 8) + 1;
        struct es_chart_series row[8];
        for (size_t i = 0; i < n; i++) {
            struct synthetic curve = usual();
            curve.draws = 60;
            curve.ceiling = pow(10.0, (double)((run + 3 * (int)i) % 18 - 6));
            const double target = targets[(run / 8 + (int)i) % 4] * curve.ceiling;
            make(&made[i], &curve, &target, 1,
                 i % 3 == 0 ? ES_NO_DAY : curve.as_of_day + (i % 3 == 1 ? 500 : -200));
            row[i] = made[i].fan.series;
            row[i].label = run % 4 == 1 ? long_name : row[i].label;
        }
        const struct es_bulletin bulletin = {
            .subject = "secteurs", .series = row, .n = n, .sources = row[0].sources};
        struct es_chart_style style =
            style_of(run / 32 ? ES_EN : ES_FR, "/nonexistent", "bulletin");
        style.width = run % 5 == 0 ? 1200 : 0;
        const char *what = es_arena_print(arena, "bulletin %d", run);
        struct es_error err = {.message = ""};
        struct es_sheet sheet;
        struct es_bulletin_data data;
        ck_assert_int_eq(es_sheet_open(&sheet, &style, arena, NULL), ES_OK);
        ck_assert_int_eq(es_bulletin_measure(&sheet, &bulletin, &data, NULL), ES_OK);
        ck_assert_msg(es_bulletin_lay_out(&sheet, &data, &err) == ES_OK, "%s: %s", what,
                      err.message);
        check_layout(sheet.layout, what);
        ck_assert_msg(sheet.layout->dropped == 0, "%s: %zu texts dropped", what,
                      sheet.layout->dropped);
        es_sheet_close(&sheet);
    }
}
END_TEST

#define HOSTILE "x`touch pwned`\"; system('touch pwned') #\a'\\\nEND\n!touch pwned\n"

START_TEST(a_hostile_name_is_only_a_text)
{
    const char *folder = gallery();
    ck_assert_int_eq(chdir(folder), 0);
    struct made made;
    const struct synthetic curve = usual();
    make(&made, &curve, (const double[]){120e6}, 1, ES_NO_DAY);
    made.fan.series.label = made.fan.series.subject = HOSTILE;
    made.fan.series.sublabel = made.fan.series.unit = made.fan.series.sources = HOSTILE;
    struct es_error err = {.message = ""};
    struct es_chart_style style = style_of(ES_FR, folder, "fan-hostile");
    size_t replaced = 0;
    ck_assert_msg(es_chart_fan(&made.fan, &style, &replaced, arena, &err) == ES_OK, "%s",
                  err.message);
    ck_assert_uint_eq(replaced, 5); /* one bell in each text */
    ck_assert_msg(es_gnuplot_render(folder, style.stem, ES_PICTURE_PNG, &err) == ES_OK,
                  "%s", err.message);
    const struct es_bulletin bulletin = {
        .subject = HOSTILE, .series = &made.fan.series, .n = 1, .sources = HOSTILE};
    style.stem = "bulletin-hostile";
    draw_bulletin(&bulletin, &style);
    ck_assert_int_eq(system("gnuplot fan-hostile.gp && gnuplot bulletin-hostile.gp"),
                     0); /* no sandbox */
    ck_assert_int_ne(access("pwned", F_OK), 0);
    const char *script = text_of(folder, "fan-hostile.gp");
    ck_assert_ptr_null(strstr(script, "touch pwned`"));
    ck_assert_ptr_null(strstr(script, "system("));
    ck_assert_ptr_null(strchr(strstr(script, "set label"), '`'));
    ck_assert_ptr_nonnull(
        strstr(text_of(folder, "fan-hostile.txt"), "x`touch pwned`\";"));
    ck_assert_ptr_null(strchr(text_of(folder, "fan-hostile.txt"), '\a'));
    made.fan.series.label = "=HYPERLINK(1)";
    ck_assert_int_eq(es_chart_fan(&made.fan, &style, NULL, arena, NULL), ES_OK);
    ck_assert_ptr_nonnull(strstr(text_of(folder, "bulletin-hostile.csv"), "'=HYPERLINK"));
}
END_TEST

static const char *const extensions[] = {"gp", "csv", "txt", "png"};

START_TEST(the_same_chart_is_the_same_bytes_wherever_it_is_drawn)
{
    const char *folder = gallery();
    char hash[4][4][65];
    static const char *const zones[] = {"UTC", "Pacific/Auckland", "America/Caracas",
                                        "UTC"};
    static const char *const locales[] = {"C", "C.UTF-8", "C", "C"};
    struct made made;
    const struct synthetic curve = usual();
    make(&made, &curve, (const double[]){120e6}, 1, es_day(2026, 12, 31));
    const struct es_chart_style style = style_of(ES_FR, folder, "fan-same");
    for (int run = 0; run < 4; run++) {
        ck_assert_int_eq(setenv("TZ", zones[run], 1), 0);
        ck_assert_int_eq(setenv("LC_ALL", locales[run], 1), 0);
        tzset();
        ck_assert_ptr_nonnull(setlocale(LC_ALL, ""));
        if (run < 3) {
            draw_fan(&made, &style);
        } else { /* by hand, as the first line of the script says */
            ck_assert_int_eq(
                system(es_arena_print(arena, "cd %s && gnuplot fan-same.gp", folder)), 0);
        }
        for (int i = 0; i < 4; i++) {
            ck_assert_int_eq(es_hash_file(es_arena_print(arena, "%s/fan-same.%s", folder,
                                                         extensions[i]),
                                          hash[run][i], NULL),
                             ES_OK);
            ck_assert_msg(strcmp(hash[run][i], hash[0][i]) == 0, "run %d: .%s differs",
                          run, extensions[i]);
        }
    }
}
END_TEST

START_TEST(a_band_that_leaves_the_frame_is_said)
{
    const char *folder = gallery();
    struct made made;
    struct synthetic curve = usual();
    curve.spread = 2.5;
    make(&made, &curve, NULL, 0, ES_NO_DAY);
    const struct es_chart_style style = style_of(ES_EN, folder, "fan-capped");
    struct es_sheet sheet;
    struct es_fan_data data;
    ck_assert_int_eq(es_sheet_open(&sheet, &style, arena, NULL), ES_OK);
    ck_assert_int_eq(es_fan_measure(&sheet, &made.fan, &data, NULL), ES_OK);
    ck_assert_int_eq(es_fan_lay_out(&sheet, &data, NULL), ES_OK);
    const struct es_fan_row *last = &data.forecast[data.forecasts - 1];
    ck_assert(data.capped);
    ck_assert_double_lt(data.y_to, last->q[ES_FAN_Q975]);
    ck_assert_double_ge(data.y_to, last->q[ES_FAN_Q75]);
    ck_assert(has_label(sheet.layout, "↑: the band goes on above the frame"));
    ck_assert(has_label(sheet.layout, "M ↑") || has_label(sheet.layout, "bn ↑"));
    es_sheet_close(&sheet);
}
END_TEST

START_TEST(sources_beyond_two_lines_are_counted)
{
    struct es_speech speech = {.language = ES_FR, .arena = arena};
    const char *sources = "A, 2023 ; B, 2024 ; C, 2025";
    ck_assert_uint_eq(es_phrase_source_count(sources), 3);
    ck_assert_str_eq(es_phrase_sources(&speech, sources, 3),
                     "Sources" NB ": A, 2023 ; B, 2024 ; C, 2025.");
    ck_assert_str_eq(es_phrase_sources(&speech, sources, 2),
                     "Sources" NB ": A, 2023 ; B, 2024" NB "; et une autre.");
    ck_assert_str_eq(es_phrase_sources(&speech, sources, 1),
                     "Sources" NB ": A, 2023" NB "; et 2 autres.");
    ck_assert_str_eq(es_phrase_sources(&speech, "A", 1), "Source" NB ": A.");
}
END_TEST

START_TEST(amounts_take_de_only_after_a_million)
{
    struct es_speech speech = {.language = ES_FR, .arena = arena};
    ck_assert_str_eq(es_phrase_amount(&speech, 12e6, "documents"),
                     "12" NB "M de documents");
    ck_assert_str_eq(es_phrase_amount(&speech, 12e6, "activations"),
                     "12" NB "M d’activations");
    ck_assert_str_eq(es_phrase_amount(&speech, 12e6, "émissions"),
                     "12" NB "M d’émissions");
    ck_assert_str_eq(es_phrase_amount(&speech, 950.0, "documents"), "950 documents");
    speech.language = ES_EN;
    ck_assert_str_eq(es_phrase_amount(&speech, 12e6, "documents"), "12M documents");
}
END_TEST

static const struct {
    const char *name, *stem;
    bool changed;
} stems[] = {
    {"ville", "fan-ville", false},
    {"dmp1", "fan-dmp1", false},
    {"Hôpital", "fan-hopital-", true},
    {"../../etc/passwd", "fan--etc-passwd-", true},
    {"x`touch pwned`\a", "fan-x-touch-pwned--", true},
    {"", "fan--", true},
    {"œuvre", "fan-oeuvre-", true},
};

START_TEST(a_name_becomes_a_file_name_of_its_own)
{
    char *stem;
    ck_assert_int_eq(es_chart_stem("fan", stems[_i].name, &stem, arena, NULL), ES_OK);
    const size_t length = strlen(stems[_i].stem);
    ck_assert_int_eq(strncmp(stem, stems[_i].stem, length), 0);
    ck_assert_uint_eq(strlen(stem), length + (stems[_i].changed ? 6 : 0));
    ck_assert_uint_eq(strspn(stem, "abcdefghijklmnopqrstuvwxyz0123456789-"),
                      strlen(stem));
}
END_TEST

START_TEST(two_names_never_share_a_file_name)
{
    char *first, *second, *third;
    ck_assert_int_eq(es_chart_stem("fan", "hôpital", &first, arena, NULL), ES_OK);
    ck_assert_int_eq(es_chart_stem("fan", "hopital", &second, arena, NULL), ES_OK);
    ck_assert_int_eq(es_chart_stem("fan", "Hopital", &third, arena, NULL), ES_OK);
    ck_assert_str_ne(first, second);
    ck_assert_str_ne(first, third);
    ck_assert_str_ne(second, third);
}
END_TEST

START_TEST(what_cannot_be_a_chart_is_refused_and_nothing_is_written)
{
    const char *folder = gallery();
    struct es_error err = {.message = ""};
    struct made made;
    const struct synthetic curve = usual();
    make(&made, &curve, NULL, 0, ES_NO_DAY);
    struct es_chart_style style = style_of(ES_FR, folder, "fan-refused");
    struct es_bulletin bulletin = {
        .subject = "s", .series = &made.fan.series, .n = 1, .sources = ""};
    ck_assert_int_eq(es_chart_bulletin(&bulletin, &style, NULL, arena, &err),
                     ES_ERR_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(err.message, "needs a target"));
    bulletin.n = 9;
    ck_assert_int_eq(es_chart_bulletin(&bulletin, &style, NULL, arena, NULL),
                     ES_ERR_ARGUMENT);
    style.width = 300;
    ck_assert_int_eq(es_chart_fan(&made.fan, &style, NULL, arena, &err), ES_ERR_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(err.message, "no room"));
    style.width = 0;
    made.outlook.draws = 0;
    ck_assert_int_eq(es_chart_fan(&made.fan, &style, NULL, arena, NULL), ES_ERR_ARGUMENT);
    ck_assert_int_ne(access(es_arena_print(arena, "%s/fan-refused.gp", folder), F_OK), 0);
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
    tcase_add_test(cases, a_fan_script_holds_what_the_figures_and_targets_say);
    tcase_add_test(cases, a_bound_stands_where_it_is_quoted_and_points_to_the_truth);
    tcase_add_test(cases, the_bands_drawn_are_the_quantiles_of_the_draws);
    tcase_add_test(cases, titles_say_what_the_answer_is);
    tcase_add_test(cases, a_title_of_a_bulletin_counts_and_names);
    tcase_add_test(cases, a_target_that_is_only_probably_reached_does_not_count_as_held);
    tcase_add_test(cases, drawn_bands_are_smooth_and_the_numbers_beside_are_as_they_are);
    tcase_add_test(cases,
                   a_target_passed_before_the_first_figure_is_dated_by_that_figure);
    tcase_add_test(cases, texts_of_a_fan_never_meet_and_never_leave);
    tcase_add_test(cases, texts_of_a_bulletin_never_meet_and_never_leave);
    tcase_add_test(cases, a_hostile_name_is_only_a_text);
    tcase_add_test(cases, the_same_chart_is_the_same_bytes_wherever_it_is_drawn);
    tcase_add_test(cases, a_band_that_leaves_the_frame_is_said);
    tcase_add_test(cases, sources_beyond_two_lines_are_counted);
    tcase_add_test(cases, amounts_take_de_only_after_a_million);
    tcase_add_test(cases, two_names_never_share_a_file_name);
    tcase_add_test(cases, what_cannot_be_a_chart_is_refused_and_nothing_is_written);
    tcase_add_loop_test(cases, a_name_becomes_a_file_name_of_its_own, 0,
                        sizeof stems / sizeof *stems);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
