/* Changes of growth as people write them. */
#include "essor/change.h"

#include "essor/date.h"
#include "folder.h"

#include <math.h>

static const struct es_change_style flow = {ES_FLOW_SERIES, 20148}; /* 2025-03-01 */
static const struct es_change_style stock = {ES_STOCK_SERIES, 20148};

static struct es_change_grid read_as(const struct es_change_style *style,
                                     const char *text)
{
    struct es_change_grid grid;
    ck_assert_msg(es_change_read(text, style, &grid, arena, &err) == ES_OK, "%s",
                  err.message);
    return grid;
}

static const struct {
    const char *text;
    double amount;
} flow_amounts[] = {
    {"growth=x1.2", 1.2},
    {"growth=×1,2", 1.2},
    {"growth=1.2", 1.2},
    {"growth=+20%", 1.2},
    {"croissance=+20 %", 1.2},
    {"growth=-10%", 0.9},
    {"growth=x0,5", 0.5},
    {"ceiling=150M", 150e6},
    {"plafond=1,2 Md", 1.2e9},
    {"ceiling=12M/month", 144e6},
    {"plafond=12M/mois", 144e6},
    {"slope=+200000/month", 2.4e6},
    {"pente=+200 000/mois", 2.4e6},
    {"slope=-1M/year", -1e6},
    {"wave=2026-03:+30M/year:12m", 30e6},
    {"vague=mars 2026:+2,5M/mois:1 an", 30e6},
};

START_TEST(an_amount_is_read_per_year)
{
    const struct es_change_grid grid = read_as(&flow, flow_amounts[_i].text);
    ck_assert_double_eq_tol(grid.first.amount, flow_amounts[_i].amount,
                            1e-9 * fabs(flow_amounts[_i].amount));
    ck_assert_int_eq(grid.first.from_day, ES_NO_DAY);
    ck_assert_uint_eq(grid.count, 1);
    ck_assert_str_eq(grid.first.text, flow_amounts[_i].text);
}
END_TEST

START_TEST(a_date_behind_at_is_when_it_begins)
{
    ck_assert_int_eq(read_as(&flow, "growth=x2@2026").first.from_day, es_day(2026, 1, 1));
    ck_assert_int_eq(read_as(&flow, "growth=x2@sept. 2025").first.from_day,
                     es_day(2025, 9, 1));
    ck_assert_int_eq(read_as(&flow, "ceiling=5M@2025-09-13").first.from_day,
                     es_day(2025, 9, 13));
}
END_TEST

START_TEST(delays_and_pauses_have_a_first_day_and_one_on_which_all_goes_on)
{
    static const struct {
        const char *text;
        int from[3], until[3];
    } texts[] = {
        {"delay=6m", {2025, 3, 2}, {2025, 9, 2}},
        {"retard=1 an", {2025, 3, 2}, {2026, 3, 2}},
        {"delay=90d", {2025, 3, 2}, {2025, 5, 31}},
        {"delay=1m@2026-01-31", {2026, 1, 31}, {2026, 2, 28}},
        {"pause=2026-01..2026-06", {2026, 1, 1}, {2026, 7, 1}},
        {"pause=2026-01-15..2026-06-14", {2026, 1, 15}, {2026, 6, 15}},
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const struct es_change change = read_as(&flow, texts[i].text).first;
        const int *from = texts[i].from, *until = texts[i].until;
        ck_assert_int_eq(change.from_day, es_day(from[0], from[1], from[2]));
        ck_assert_int_eq(change.until_day, es_day(until[0], until[1], until[2]));
    }
}
END_TEST

START_TEST(a_wave_has_a_start_and_a_duration)
{
    const struct es_change wave = read_as(&stock, "wave=2026-03:+3M:12m").first;
    ck_assert_int_eq(wave.start_day, es_day(2026, 3, 1));
    ck_assert_double_eq_tol(wave.days, 365.25, 1e-9);
    ck_assert_double_eq_tol(wave.amount, 3e6, 1e-6);
    ck_assert_double_eq_tol(read_as(&stock, "wave=2026:-3M:90d").first.days, 90.0, 1e-9);
}
END_TEST

START_TEST(a_strike_has_two_dates_and_perhaps_a_share)
{
    const struct es_change strike = read_as(&flow, "strike=2026-01-10..2026-01-20").first;
    ck_assert_int_eq(strike.from_day, es_day(2026, 1, 10));
    ck_assert_int_eq(strike.until_day, es_day(2026, 1, 21));
    ck_assert_double_eq(strike.amount, 1.0);
    ck_assert_double_eq_tol(read_as(&stock, "grève=2026-01:40 %").first.amount, 0.4,
                            1e-12);
}
END_TEST

START_TEST(a_grid_has_a_change_for_each_value_with_its_own_text)
{
    static const char *const texts[] = {"growth=x0.8@2026", "growth=x1@2026",
                                        "growth=x1.2@2026"};
    const struct es_change_grid grid = read_as(&flow, "growth=0.8..1.2:0.2@2026");
    ck_assert_uint_eq(grid.count, 3);
    for (size_t i = 0; i < 3; i++) {
        struct es_change change, again;
        ck_assert_int_eq(es_change_at(&grid, i, &change, arena, &err), ES_OK);
        ck_assert_str_eq(change.text, texts[i]);
        again = read_as(&flow, change.text).first;
        ck_assert_double_eq_tol(change.amount, again.amount, 1e-12);
        ck_assert_int_eq(change.from_day, again.from_day);
    }
    ck_assert_uint_eq(read_as(&flow, "growth=0.8..1.6:0.1").count, 9);
    ck_assert_uint_eq(read_as(&flow, "ceiling=100M..200M:50M").count, 3);
}
END_TEST

static const char *const refused[] = {
    "",
    "growth",
    "growth=",
    "growth=fast",
    "growth=20%",  /* 0.2 or 1.2? */
    "growth=+0.2", /* the same */
    "growth=1,234",
    "growth=x0",
    "growth=-100%",
    "growth=x1000",
    "growth=n.d.",
    "growth=>2",
    "growth=x2@",
    "growth=x2@soon",
    "growth=x2@2025-02-30",
    "growth=x2@2025-03-01", /* known already */
    "growth=0.8..1.6",
    "growth=1.6..0.8:0.1",
    "growth=0.8..1.6:0",
    "growth=1..100:0.0001",
    "strike=2026-01-10..2026-01-20@2026",
    "strike=2026-01-10..2026-01-20:0%",
    "strike=2026-01-10..2026-01-20:120%",
    "strike=40%",
    "ceiling=-5M",
    "ceiling=5M/week",
    "ceiling=50%",
    "slope=200000",
    "slope=+5%/month",
    "delay=6",
    "delay=-6m",
    "delay=6 moons",
    "pause=2026-01..",
    "pause=2026-06..2026-01",
    "wave=2026-03",
    "wave=2026-03:+30M:12m",
    "wave=2026-03:+30M/year",
    "wave=2026-03:+30M/year:12",
    "wave=never:+30M/year:12m",
    "tide=2026",
};

START_TEST(what_has_no_reading_or_two_is_refused_and_touches_nothing)
{
    struct es_change_grid grid = {.count = 77};
    ck_assert_msg(es_change_read(refused[_i], &flow, &grid, arena, &err) ==
                      ES_ERR_ARGUMENT,
                  "\"%s\" was read", refused[_i]);
    ck_assert_uint_eq(grid.count, 77);
    ck_assert_str_ne(err.message, "");
}
END_TEST

START_TEST(a_level_has_no_unit_of_time)
{
    struct es_change_grid grid;
    ck_assert_int_eq(es_change_read("ceiling=5M/year", &stock, &grid, arena, &err),
                     ES_ERR_ARGUMENT);
    ck_assert_int_eq(
        es_change_read("wave=2026-03:+3M/year:12m", &stock, &grid, arena, &err),
        ES_ERR_ARGUMENT);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("change");
    TCase *cases = tcase_create("texts");
    tcase_add_checked_fixture(cases, folder_open, folder_close);
    tcase_add_loop_test(cases, an_amount_is_read_per_year, 0,
                        (int)(sizeof flow_amounts / sizeof flow_amounts[0]));
    tcase_add_test(cases, a_date_behind_at_is_when_it_begins);
    tcase_add_test(cases,
                   delays_and_pauses_have_a_first_day_and_one_on_which_all_goes_on);
    tcase_add_test(cases, a_wave_has_a_start_and_a_duration);
    tcase_add_test(cases, a_strike_has_two_dates_and_perhaps_a_share);
    tcase_add_test(cases, a_grid_has_a_change_for_each_value_with_its_own_text);
    tcase_add_loop_test(cases, what_has_no_reading_or_two_is_refused_and_touches_nothing,
                        0, (int)(sizeof refused / sizeof refused[0]));
    tcase_add_test(cases, a_level_has_no_unit_of_time);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
