#include "essor/project.h"

#include "project/index.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct es_arena *arena;
static struct es_error error;
static char folder[64];

static void open_folder(void)
{
    (void)snprintf(folder, sizeof folder, "/tmp/essor-project-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(es_arena_open(&arena, &error), ES_OK);
}

static void close_folder(void)
{
    static const char *const files[] = {"essor.ini", "figures.csv", "targets.csv"};
    for (size_t i = 0; i < 3; i++) {
        char path[128];
        (void)snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        (void)remove(path);
    }
    ck_assert_int_eq(remove(folder), 0);
    es_arena_close(arena);
}

static void put(const char *file, const char *text)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s/%s", folder, file);
    FILE *out = fopen(path, "w");
    ck_assert_ptr_nonnull(out);
    ck_assert_int_ge(fputs(text, out), 0);
    ck_assert_int_eq(fclose(out), 0);
}

#define HEADER                                                                           \
    "id,version,series,observed_from,observed_to,published,value,value_hi,unit,kind,"    \
    "ref,"                                                                               \
    "qualifier,quoted_step,date_basis,source_title,source_url,note\n"
#define TARGET_HEADER "id,series,level,per,deadline,source_title,source_url,note\n"

static const char figures[] = HEADER
    "a1,1,docs,2023-07-01,2023-07-31,2023-09-13,12000000,,documents per month,"
    "monthly_rate,,at_least,1000000,stated,\"Paper, 13 Sept 2023\",https://e.fr/1,\n"
    "a2,1,docs,2023-07-01,2023-07-31,2023-09-20,12000000,,documents per month,"
    "monthly_rate,,about,1000000,inferred,\"Other, 20 Sept 2023\",https://e.fr/2,\n"
    "a3,1,docs,2023-12-01,2023-12-31,2024-02-06,19000000,,documents per month,"
    "monthly_rate,,about,1000000,stated,\"Third, 6 Feb 2024\",https://e.fr/3,\n"
    "a3,2,docs,2023-12-01,2023-12-31,2024-05-01,20000000,,documents per month,"
    "monthly_rate,,about,1000000,stated,\"Third, 1 May 2024\",https://e.fr/4,\n"
    "a4,1,docs,2023-01-01,2023-12-31,2024-03-01,231000000,,documents,"
    "window_total,,about,1000000,stated,\"Fourth, 1 Mar 2024\",https://e.fr/5,\n"
    "s1,1,part,2023-12-01,2023-12-31,2024-02-06,35,,percent,share_of,docs,about,1,stated,"
    "\"Third, 6 Feb 2024\",https://e.fr/3,\n";

static const char settings[] =
    "[project]\n"
    "name = Try\n"
    "language = fr en\n"
    "[series all]\n"
    "label_fr = Tout\n"
    "nature = flow\n"
    "feed = docs\n"
    "exclude = a4: a pace printed as a year\n"
    "[series part]\n"
    "nature = flow\n"
    "whole = all\n"
    "feed = part\n";

static struct es_project project;
static struct es_faults faults;

static enum es_status open_with(const char *ini)
{
    put("essor.ini", ini);
    put("figures.csv", figures);
    put("targets.csv", TARGET_HEADER
        "t1,all,250000000,year,2023-12-31,T,https://e.fr,\n"
        "t2,all,400000000,year,2026-12-31,T,https://e.fr,\n");
    return es_project_open(folder, &project, &faults, arena, &error);
}

START_TEST(a_project_reads_with_its_defaults)
{
    ck_assert_msg(open_with(settings) == ES_OK, "%s", error.message);
    ck_assert_uint_eq(project.series_count, 2);
    ck_assert_int_eq(project.language[0], ES_FR);
    ck_assert_uint_eq(project.languages, 2);
    ck_assert_int_eq(project.horizon_years, 10);
    const struct es_series *all = es_project_series(&project, "docs");
    ck_assert_ptr_eq(all, &project.series[0]);
    ck_assert_str_eq(all->label[ES_EN], "Tout");
    ck_assert_str_eq(all->subject[ES_FR], "Tout");
    ck_assert_str_eq(project.series[1].label[ES_FR], "part");
    ck_assert(isnan(all->ceiling) && isinf(all->limit));
    ck_assert_double_eq(all->ceiling_sd_log, 0.15);
    ck_assert_ptr_null(es_project_series(&project, "nothing"));
}
END_TEST

START_TEST(the_date_is_that_of_the_newest_figure_that_counts)
{
    ck_assert_int_eq(open_with(settings), ES_OK);
    ck_assert_int_eq(project.as_of_day, es_day(2024, 5, 1));
}
END_TEST

START_TEST(the_main_target_is_the_latest_and_comes_first)
{
    struct es_target *target;
    size_t n;
    ck_assert_int_eq(open_with(settings), ES_OK);
    ck_assert_int_eq(
        es_project_targets(&project, &project.series[0], &target, &n, arena, &error),
        ES_OK);
    ck_assert_uint_eq(n, 2);
    ck_assert_str_eq(target[0].id, "t2");
    ck_assert_str_eq(target[1].id, "t1");
}
END_TEST

START_TEST(dates_may_be_written_as_people_write_them)
{
    ck_assert_msg(open_with("[project]\nas_of = fin 2026\n[series all]\nnature = flow\n"
                            "feed = docs as window_total x 2 from sept. 2023 to "
                            "15 février 2024\nlaunch = février 2022\n[series part]\n"
                            "nature=flow\nfeed=part\nwhole=all\n") == ES_OK,
                  "%s", error.message);
    const struct es_series *all = &project.series[0];
    ck_assert_int_eq(project.as_of_day, es_day(2026, 12, 31));
    ck_assert_int_eq(all->launch_day, es_day(2022, 2, 1));
    ck_assert_int_eq(all->feed[0].from_day, es_day(2023, 9, 1));
    ck_assert_int_eq(all->feed[0].to_day, es_day(2024, 2, 15));
}
END_TEST

START_TEST(priors_and_ceiling_are_read_in_the_units_of_the_engine)
{
    ck_assert_msg(open_with("[project]\n[series all]\nnature = flow\nfeed = docs\n"
                            "ceiling = 250M\nceiling_sure = 20%\nlimit = 1,2 Md\n"
                            "midpoint = 2024.5\nmidpoint_sd = 0.5\nduration = 4\n"
                            "launch = 2022-02-03\n[series part]\nnature=flow\nfeed=part\n"
                            "whole=all\n") == ES_OK,
                  "%s", error.message);
    const struct es_series *all = &project.series[0];
    ck_assert_double_eq(all->ceiling, 250e6);
    ck_assert_double_eq_tol(all->ceiling_sd_log, 0.2, 1e-15);
    ck_assert_double_eq(all->limit, 1.2e9);
    ck_assert_double_eq(all->prior.mean[ES_MIDPOINT], 24.5);
    ck_assert_double_eq(all->prior.sd[ES_MIDPOINT], 0.5);
    ck_assert_double_eq_tol(all->prior.mean[ES_LN_DURATION], 1.386294361119891, 1e-15);
    ck_assert(isnan(all->prior.mean[ES_LN_CEILING]));
    ck_assert_int_eq(all->launch_day, es_day(2022, 2, 3));
}
END_TEST

/* Each wrong line in a project that is right but for it. */
static const struct {
    const char *line; /* added to [series all] */
    enum es_fault_code code;
    const char *message;
    const char *hint; /* its beginning */
} wrong_lines[] = {
    {"cieling = 3", ES_FAULT_E303, "unknown key \"cieling\" in [series all]",
     "did you mean \"ceiling\"?"},
    {"lable_en = x", ES_FAULT_E303, "unknown key \"lable_en\" in [series all]",
     "did you mean \"label_en\"?"},
    {"zzz = 3", ES_FAULT_E303, "unknown key \"zzz\" in [series all]",
     "known here: label_fr"},
    {"nature = stock", ES_FAULT_E304, "nature is given already on line", "keep one"},
    {"ceiling = 12,O", ES_FAULT_E305, "ceiling cannot be \"12,O\"", "a number above 0"},
    {"ceiling = -1", ES_FAULT_E305, "ceiling cannot be \"-1\"", "a number above 0"},
    {"ceiling_sure = 15", ES_FAULT_E305, "ceiling_sure cannot be \"15\"",
     "a share above 0"},
    {"launch = 2022-02-30", ES_FAULT_E305, "launch cannot be \"2022-02-30\"",
     "a date like"},
    {"launch = 03/02/2022", ES_FAULT_E305, "launch cannot be \"03/02/2022\"",
     "a date like"},
    {"feed = docs from", ES_FAULT_E305, "feed cannot be \"docs from\"",
     "SERIES [as KIND]"},
    {"midpoint = 24", ES_FAULT_E305, "midpoint cannot be \"24\"", "a year between"},
    {"duration = 0", ES_FAULT_E305, "duration cannot be \"0\"", "a number of years"},
    {"feed = docs as stok", ES_FAULT_E305, "feed cannot be \"docs as stok\"",
     "SERIES [as KIND]"},
    {"feed = docs x 2 x 3", ES_FAULT_E305, "feed cannot be \"docs x 2 x 3\"",
     "SERIES [as KIND]"},
    {"exclude = a1", ES_FAULT_E305, "exclude cannot be \"a1\"", "FIGURE_ID: reason"},
    {"exclude = a9: because", ES_FAULT_E306, "figures.csv has no figure \"a9\"",
     "did you"},
    {"feed = doc", ES_FAULT_E306, "figures.csv has no series \"doc\"",
     "did you mean \"docs\"?"},
    {"feed = docs from 2024-01-01 to 2023-01-01", ES_FAULT_E305,
     "a feed that ends before it begins", "swap"},
    {"target = t3", ES_FAULT_E306, "targets.csv has no target \"t3\" for \"all\"",
     "did you mean \"t1\"?"},
    {"whole = al", ES_FAULT_E306, "no series is called \"al\"", "did you mean \"all\"?"},
    {"whole = all", ES_FAULT_E305, "\"all\" cannot be the whole of \"all\"",
     "a whole is"},
    {"just words", ES_FAULT_E301, "neither a section nor a setting", "write key = value"},
    {"[serie x]", ES_FAULT_E302, "unknown section [serie x]", "did you mean \"series\"?"},
    {"[series all]", ES_FAULT_E304, "this section stands already on line", "put both"},
    {"[project]", ES_FAULT_E304, "this section stands already on line", "put both"},
    {"[series", ES_FAULT_E301, "a section that is not closed", "close it with ]"},
    {"[series a234567890b234567890c234567890d234567890e234567890]", ES_FAULT_E300,
     "a section name of 57 bytes", "names have"},
    {"[chart c]\nkind = pie\nseries = all", ES_FAULT_E305, "kind cannot be \"pie\"",
     "one of fan bulletin"},
    {"[chart c]\nkind = fan\nseries = all parr", ES_FAULT_E306,
     "no series is called \"parr\"", "did you mean \"part\"?"},
    {"[chart c]\nkind = fan", ES_FAULT_E307, "[chart c] does not say its series",
     "series = "},
    {"[series A b]\nnature = flow\nfeed = docs", ES_FAULT_E305,
     "a series cannot be called \"A b\"", "at most 40"},
    {"[series n]\nfeed = docs", ES_FAULT_E307, "[series n] does not say its nature",
     "nature = flow"},
};

START_TEST(each_fault_is_named_with_what_would_be_right)
{
    char ini[2048];
    (void)snprintf(ini, sizeof ini, "%s[series all]\nnature = flow\nfeed = docs\n%s\n",
                   "[project]\n[series part]\nnature = flow\nfeed = part\n",
                   wrong_lines[_i].line);
    ck_assert_int_eq(open_with(ini), ES_ERR_PROJECT);
    ck_assert_uint_eq(faults.n, 1);
    const struct es_fault *fault = &faults.at[0];
    ck_assert_int_eq(fault->code, wrong_lines[_i].code);
    ck_assert_msg(strstr(fault->message, wrong_lines[_i].message) == fault->message, "%s",
                  fault->message);
    ck_assert_msg(strstr(fault->hint, wrong_lines[_i].hint) == fault->hint, "%s",
                  fault->hint);
    ck_assert_ptr_nonnull(strstr(fault->file, "/essor.ini"));
    ck_assert_int_ge(fault->line, 5);
}
END_TEST

START_TEST(all_faults_are_reported_with_their_places)
{
    ck_assert_int_eq(open_with("[project]\nname = x\nseeed = 3\n[series all]\n"
                               "  nature = wave\nfeed = docs\n"),
                     ES_ERR_PROJECT);
    ck_assert_uint_eq(faults.n, 2);
    ck_assert_int_eq(faults.at[0].line, 3);
    ck_assert_int_eq(faults.at[0].column, 1);
    ck_assert_int_eq(faults.at[0].width, 5);
    ck_assert_int_eq(faults.at[1].line, 5);
    ck_assert_int_eq(faults.at[1].column, 12);
    ck_assert_str_eq(faults.at[1].source, "  nature = wave");
    ck_assert_ptr_nonnull(
        strstr(error.message,
               "/essor.ini:3:1: unknown key \"seeed\" in [project] (and 1 more)"));
}
END_TEST

START_TEST(a_line_that_the_parser_would_cut_is_refused)
{
    static const char begin[] = "[series all]\nnature = flow\nfeed = docs\n[project]\n";
    char ini[600], name[400] = "name = ";
    memset(name + strlen(name), 'x', 193); /* 200 bytes */
    (void)snprintf(ini, sizeof ini, "%s%s", begin, name);
    ck_assert_int_eq(open_with(ini), ES_ERR_PROJECT);
    ck_assert_int_eq(faults.at[0].code, ES_FAULT_E300);
    ck_assert_int_eq(faults.at[0].line, 5);
    name[199] = '\0';
    (void)snprintf(ini, sizeof ini, "%s%s", begin, name);
    ck_assert_int_eq(open_with(ini), ES_OK);
    ck_assert_uint_eq(strlen(project.name), 192);
}
END_TEST

START_TEST(a_folder_without_a_project_file_says_so)
{
    ck_assert_int_eq(es_project_open(folder, &project, &faults, arena, &error),
                     ES_ERR_PROJECT);
    ck_assert_ptr_nonnull(strstr(error.message, "has no essor.ini"));
    put("essor.ini", "[project]\nname = \xE9t\xE9\n");
    ck_assert_int_eq(es_project_open(folder, &project, &faults, arena, &error),
                     ES_ERR_PROJECT);
    ck_assert_ptr_nonnull(strstr(error.message, "is not UTF-8"));
}
END_TEST

START_TEST(the_fingerprint_follows_the_three_files)
{
    char first[65];
    ck_assert_int_eq(open_with(settings), ES_OK);
    memcpy(first, project.fingerprint, sizeof first);
    ck_assert_int_eq(open_with(settings), ES_OK);
    ck_assert_str_eq(project.fingerprint, first);
    put("targets.csv",
        TARGET_HEADER "t1,all,250000001,year,2023-12-31,T,https://e.fr,\n");
    ck_assert_int_eq(es_project_open(folder, &project, &faults, arena, &error), ES_OK);
    ck_assert_str_ne(project.fingerprint, first);
}
END_TEST

/* The fingerprint of a series of the project, at 2024-06-30 for ten years. */
static const char *print_of(const char *ini, const char *series)
{
    char *print = es_arena_array(arena, 65, 1);
    ck_assert_ptr_nonnull(print);
    ck_assert_msg(open_with(ini) == ES_OK, "%s", error.message);
    ck_assert_int_eq(es_project_fingerprint(&project, es_project_series(&project, series),
                                            es_day(2024, 6, 30), es_day(2034, 6, 30),
                                            print, &error),
                     ES_OK);
    return print;
}

/* The settings with one piece of text replaced. */
static const char *changed(const char *was, const char *is)
{
    const char *at = strstr(settings, was);
    ck_assert_ptr_nonnull(at);
    return es_arena_print(arena, "%.*s%s%s", (int)(at - settings), settings, is,
                          at + strlen(was));
}

START_TEST(the_fingerprint_of_a_series_follows_what_its_solution_depends_on)
{
    const char *all = print_of(settings, "all"), *part = print_of(settings, "part");
    ck_assert_str_ne(all, part);
    const char *renamed = changed("label_fr = Tout", "label_fr = Partout");
    ck_assert_str_eq(print_of(renamed, "all"), all);
    static const char *const changes[][2] = {
        {"name = Try\n", "name = Try\nseed = 2\n"},
        {"exclude = a4", "exclude = a3"},
        {"[series part]", "limit = 900M\n[series part]"},
    };
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        const char *ini = changed(changes[i][0], changes[i][1]);
        ck_assert_str_ne(print_of(ini, "all"), all);
        ck_assert_str_ne(print_of(ini, "part"), part); /* it has a share of the other */
    }
    const char *of_part = changed("feed = part", "feed = part\nlaunch = 2022-01-01");
    ck_assert_str_eq(print_of(of_part, "all"), all);
    ck_assert_str_ne(print_of(of_part, "part"), part);
}
END_TEST

START_TEST(the_fingerprint_of_a_series_follows_both_dates)
{
    char print[3][65];
    static const int as_of[] = {2024, 2024, 2025}, horizon[] = {2034, 2035, 2034};
    ck_assert_int_eq(open_with(settings), ES_OK);
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(
            es_project_fingerprint(&project, &project.series[0], es_day(as_of[i], 6, 30),
                                   es_day(horizon[i], 6, 30), print[i], &error),
            ES_OK);
    }
    ck_assert_str_ne(print[0], print[1]);
    ck_assert_str_ne(print[0], print[2]);
    ck_assert_int_eq(es_project_fingerprint(&project, &project.series[0],
                                            es_day(2020, 1, 1), es_day(2030, 1, 1),
                                            print[0], &error),
                     ES_ERR_DATA);
}
END_TEST

/* The use of the figure with that id and version in the first series. */
static enum es_use use_of(const char *id, int version, int as_of_day)
{
    struct es_reading *reading;
    size_t n;
    ck_assert_int_eq(es_project_readings(&project, &project.series[0], as_of_day,
                                         &reading, &n, arena, &error),
                     ES_OK);
    for (size_t i = 0; i < n; i++) {
        const struct es_figure *figure = &project.figures.at[reading[i].figure];
        if (strcmp(figure->id, id) == 0 && figure->version == version) {
            ck_assert_int_eq(reading[i].use == ES_USED, reading[i].reason[0] == '\0');
            return reading[i].use;
        }
    }
    ck_abort_msg("%s is not listed", id);
}

START_TEST(repeats_exclusions_versions_and_later_figures_drop_out)
{
    ck_assert_int_eq(open_with(settings), ES_OK);
    ck_assert_int_eq(use_of("a1", 1, ES_NO_DAY), ES_USED);
    ck_assert_int_eq(use_of("a2", 1, ES_NO_DAY), ES_REPEATED); /* dated less exactly */
    ck_assert_int_eq(use_of("a3", 1, ES_NO_DAY), ES_SUPERSEDED);
    ck_assert_int_eq(use_of("a3", 2, ES_NO_DAY), ES_USED);
    ck_assert_int_eq(use_of("a4", 1, ES_NO_DAY), ES_EXCLUDED);
    const int before = es_day(2024, 4, 30); /* the day before the correction */
    ck_assert_int_eq(use_of("a3", 1, before), ES_USED);
    ck_assert_int_eq(use_of("a3", 2, before), ES_UNKNOWN_YET);
    ck_assert_int_eq(use_of("a1", 1, es_day(2023, 9, 13)), ES_USED);
    ck_assert_int_eq(use_of("a1", 1, es_day(2023, 9, 12)), ES_UNKNOWN_YET);
}
END_TEST

/* A project in memory: a flow with a part, a stock. */
static struct es_feed flow_feed = {"docs", false, ES_STOCK, 1.0, ES_NO_DAY, ES_NO_DAY};
static struct es_feed part_feed = {"part", false, ES_STOCK, 1.0, ES_NO_DAY, ES_NO_DAY};
static struct es_feed stock_feeds[] = {
    {"people", false, ES_STOCK, 1.0, ES_NO_DAY, ES_NO_DAY},
    {"barometer", true, ES_STOCK, 684000.0, ES_NO_DAY, ES_NO_DAY},
};
static struct es_series observed[] = {
    {.id = "all", .nature = ES_FLOW_SERIES, .feed = &flow_feed, .feeds = 1},
    {.id = "part",
     .nature = ES_FLOW_SERIES,
     .whole = "all",
     .feed = &part_feed,
     .feeds = 1},
    {.id = "active", .nature = ES_STOCK_SERIES, .feed = stock_feeds, .feeds = 2},
};
static struct es_project in_memory = {.series = observed, .series_count = 3};

static const struct {
    size_t series;
    const char *feed;
    enum es_kind kind;
    const char *ref;
    double value;
    enum es_status status;
    enum es_measure measure;
    double centre;
} sayings[] = {
    {0, "docs", ES_MONTHLY_RATE, "", 1e7, ES_OK, ES_PER_MONTH, 1e7},
    {0, "docs", ES_ANNUALISED_RATE, "", 1e8, ES_OK, ES_PER_YEAR, 1e8},
    {0, "docs", ES_WINDOW_TOTAL, "", 1e8, ES_OK, ES_SUM, 1e8},
    {0, "docs", ES_RATIO_TO, "docs 2022-07-01/2022-07-31", 5.0, ES_OK, ES_RATIO, 5.0},
    {0, "docs", ES_RATIO_TO, "target total 250 M per year", 0.5, ES_FINDING, 0, 0},
    {0, "docs", ES_RATIO_TO, "part 2022-07-01/2022-07-31", 5.0, ES_FINDING, 0, 0},
    {0, "docs", ES_RATIO_TO, "docs 2022-07-31/2022-07-01", 5.0, ES_FINDING, 0, 0},
    {0, "docs", ES_STOCK, "", 1e7, ES_FINDING, 0, 0},
    {0, "docs", ES_GROWTH_PER_MONTH, "", 1e5, ES_FINDING, 0, 0},
    {0, "docs", ES_PERCENT, "", 10.0, ES_FINDING, 0, 0},
    {0, "docs", ES_COUNT, "", 10.0, ES_FINDING, 0, 0},
    {0, "docs", ES_MONTHLY_RATE, "", 0.0, ES_FINDING, 0, 0},
    {0, "docs", ES_SHARE_OF, "docs", 10.0, ES_FINDING, 0, 0},
    {0, "part", ES_MONTHLY_RATE, "", 1e7, ES_FINDING, 0, 0},
    {1, "part", ES_SHARE_OF, "docs", 35.0, ES_OK, ES_SHARE, 0.35},
    {1, "part", ES_SHARE_OF, "people", 35.0, ES_FINDING, 0, 0},
    {1, "part", ES_SHARE_OF, "docs", 120.0, ES_FINDING, 0, 0},
    {2, "people", ES_STOCK, "", 1e7, ES_OK, ES_LEVEL, 1e7},
    {2, "people", ES_GROWTH_PER_MONTH, "", 3e5, ES_OK, ES_PER_MONTH, 3e5},
    {2, "people", ES_RATIO_TO, "people 2022-07-01/2022-07-31", 2.0, ES_FINDING, 0, 0},
    {2, "barometer", ES_PERCENT, "", 10.0, ES_OK, ES_LEVEL, 6840000.0},
};

START_TEST(each_kind_becomes_its_operator_or_says_why_not)
{
    ck_assert_int_eq(es_index_make(&in_memory, arena, &error), ES_OK);
    const struct es_figure figure = {.id = "f",
                                     .version = 1,
                                     .series = sayings[_i].feed,
                                     .zone = "",
                                     .from_day = es_day(2023, 7, 1),
                                     .to_day = es_day(2023, 7, 31),
                                     .published_day = es_day(2023, 9, 13),
                                     .value = sayings[_i].value,
                                     .value_hi = NAN,
                                     .unit = "",
                                     .kind = sayings[_i].kind,
                                     .ref = sayings[_i].ref,
                                     .qualifier = ES_ABOUT,
                                     .quoted_step = 1e-3 * sayings[_i].value,
                                     .basis = ES_PRESENTED};
    struct es_observation seen = {.from_day = 0};
    struct es_error why = {.message = ""};
    const enum es_status status = es_project_observe(
        &in_memory, &observed[sayings[_i].series], &figure, &seen, &why);
    ck_assert_msg(status == sayings[_i].status, "%s", why.message);
    if (status != ES_OK) {
        ck_assert_str_ne(why.message, "");
        return;
    }
    ck_assert_int_eq(seen.measure, sayings[_i].measure);
    ck_assert_double_eq_tol(seen.centre, sayings[_i].centre, 1e-9 * sayings[_i].centre);
    ck_assert_int_eq(seen.from_day, figure.from_day);
    ck_assert_int_eq(seen.to_day, figure.to_day);
    ck_assert_double_eq(seen.date_sd_days, 3.0);
    if (seen.measure == ES_RATIO) {
        ck_assert_int_eq(seen.ref_from_day, es_day(2022, 7, 1));
        ck_assert_int_eq(seen.ref_to_day, es_day(2022, 7, 31));
    }
}
END_TEST

START_TEST(a_feed_may_be_limited_in_time_and_a_zone_does_not_feed)
{
    struct es_feed feed = flow_feed;
    feed.from_day = es_day(2023, 7, 1);
    feed.to_day = es_day(2023, 7, 31);
    const struct es_series series = {.id = "all", .feed = &feed, .feeds = 1};
    struct es_figure figure = {.id = "f",
                               .series = "docs",
                               .zone = "",
                               .unit = "",
                               .ref = "",
                               .from_day = feed.from_day,
                               .to_day = feed.to_day,
                               .value = 10.0,
                               .value_hi = NAN,
                               .quoted_step = 1.0,
                               .kind = ES_MONTHLY_RATE,
                               .qualifier = ES_ABOUT};
    struct es_observation seen;
    ck_assert_int_eq(es_project_observe(&in_memory, &series, &figure, &seen, NULL),
                     ES_OK);
    figure.to_day++;
    ck_assert_int_eq(es_project_observe(&in_memory, &series, &figure, &seen, NULL),
                     ES_FINDING);
    figure.to_day--;
    figure.zone = "D31";
    ck_assert_int_eq(es_project_observe(&in_memory, &series, &figure, &seen, NULL),
                     ES_FINDING);
}
END_TEST

START_TEST(a_horizon_that_would_fall_on_a_missing_leap_day_ends_a_day_before)
{
    ck_assert_int_eq(es_horizon_day(es_day(2024, 2, 29), 1), es_day(2025, 2, 28));
    ck_assert_int_eq(es_horizon_day(es_day(2025, 2, 27), 10), es_day(2035, 2, 27));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("project");
    TCase *cases = tcase_create("files and figures");
    tcase_add_checked_fixture(cases, open_folder, close_folder);
    tcase_add_test(cases, a_project_reads_with_its_defaults);
    tcase_add_test(cases, the_date_is_that_of_the_newest_figure_that_counts);
    tcase_add_test(cases, the_main_target_is_the_latest_and_comes_first);
    tcase_add_test(cases, dates_may_be_written_as_people_write_them);
    tcase_add_test(cases, priors_and_ceiling_are_read_in_the_units_of_the_engine);
    tcase_add_loop_test(cases, each_fault_is_named_with_what_would_be_right, 0,
                        (int)(sizeof wrong_lines / sizeof wrong_lines[0]));
    tcase_add_test(cases, all_faults_are_reported_with_their_places);
    tcase_add_test(cases, a_line_that_the_parser_would_cut_is_refused);
    tcase_add_test(cases, a_folder_without_a_project_file_says_so);
    tcase_add_test(cases, the_fingerprint_follows_the_three_files);
    tcase_add_test(cases,
                   the_fingerprint_of_a_series_follows_what_its_solution_depends_on);
    tcase_add_test(cases, the_fingerprint_of_a_series_follows_both_dates);
    tcase_add_test(cases, repeats_exclusions_versions_and_later_figures_drop_out);
    tcase_add_loop_test(cases, each_kind_becomes_its_operator_or_says_why_not, 0,
                        (int)(sizeof sayings / sizeof sayings[0]));
    tcase_add_test(cases, a_feed_may_be_limited_in_time_and_a_zone_does_not_feed);
    tcase_add_test(cases,
                   a_horizon_that_would_fall_on_a_missing_leap_day_ends_a_day_before);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
