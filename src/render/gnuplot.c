#define _GNU_SOURCE /* pipe2 */

#include "render/gnuplot.h"

#include "essor/chart.h"
#include "essor/file.h"
#include "render/measure.h"
#include "render/picture.h"
#include "render/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

const struct es_gnuplot_limits es_gnuplot_default_limits = {
    .wall_seconds = 60,
    .cpu_seconds = 30,
    .memory_bytes = (size_t)2 << 30,
    .file_bytes = (size_t)64 << 20,
};

enum { WORDS = 300 };
#define BATCH "batch.gp" /* commands of many pictures, in the private HOME */

/* One run: everything that the child needs, prepared before the fork, because little is
 * allowed between fork and exec in a program with threads. */
struct run {
    const char *directory;
    const char *name; /* what is drawn: stem.gp, or stem.svg for a PDF */
    const char *tool; /* gnuplot, or rsvg-convert for a PDF */
    enum es_picture kind;
    const struct es_gnuplot_limits *limits;
    char program[PATH_MAX];
    char home[64];
    char fonts[96];      /* home/fonts.conf */
    const char *picture; /* temporary, in the directory */
    int ruleset;
    pid_t parent;
    char words[WORDS]; /* the end of what gnuplot said */
};

/* A program of PATH, with symbolic links resolved. */
static bool find_program(const char *name, char program[PATH_MAX])
{
    const char *path = getenv("PATH");
    path = path != NULL && path[0] != '\0' ? path : "/usr/local/bin:/usr/bin:/bin";
    while (*path != '\0') {
        const size_t length = strcspn(path, ":");
        char candidate[PATH_MAX];
        const int size =
            snprintf(candidate, sizeof candidate, "%.*s/%s", (int)length, path, name);
        if (length > 0 && size < PATH_MAX && access(candidate, X_OK) == 0 &&
            realpath(candidate, program) != NULL) {
            return true;
        }
        path += length + (path[length] == ':');
    }
    return false;
}

enum es_status es_gnuplot_find(char program[PATH_MAX], struct es_error *err)
{
    return find_program("gnuplot", program)
               ? ES_OK
               : es_fail(err, ES_ERR_TOOL,
                         "gnuplot is not installed: install the package gnuplot-nox");
}

/* PDF is made of SVG by another program. */
static enum es_status find_tool(struct run *run, struct es_error *err)
{
    if (run->kind != ES_PICTURE_PDF) {
        run->tool = "gnuplot";
        return es_gnuplot_find(run->program, err);
    }
    run->tool = "rsvg-convert";
    return find_program(run->tool, run->program)
               ? ES_OK
               : es_fail(err, ES_ERR_TOOL,
                         "rsvg-convert is not installed: install the package "
                         "librsvg2-bin");
}

/* A private HOME, which holds the fontconfig file and no ~/.gnuplot. */
static enum es_status make_home(struct run *run, struct es_error *err)
{
    (void)snprintf(run->home, sizeof run->home, "/tmp/essor-XXXXXX");
    if (mkdtemp(run->home) == NULL) {
        run->home[0] = '\0';
        return es_fail(err, ES_ERR_IO, "cannot make a folder in /tmp: %s",
                       strerror(errno));
    }
    (void)snprintf(run->fonts, sizeof run->fonts, "%s/fonts.conf", run->home);
    return es_file_write(run->fonts, es_fonts_conf, strlen(es_fonts_conf), err);
}

static void remove_home(const struct run *run)
{
    if (run->home[0] != '\0') {
        (void)unlink(run->fonts);
        (void)rmdir(run->home);
    }
}

static void limit(int resource, size_t value)
{
    const struct rlimit most = {value, value};
    (void)setrlimit((__rlimit_resource_t)resource, &most);
}

/* In the child; does not return. Only calls that are safe after fork. */
static void become_gnuplot(const struct run *run, char *const argv[], char *const env[],
                           int err_fd)
{
    const int null = open("/dev/null", O_RDWR);
    (void)setpgid(0, 0);
    es_sandbox_follow(run->parent);
    if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(err_fd, 2) < 0 ||
        chdir(run->directory) != 0) {
        _exit(126);
    }
    limit(RLIMIT_CPU, run->limits->cpu_seconds);
    limit(RLIMIT_AS, run->limits->memory_bytes);
    limit(RLIMIT_FSIZE, run->limits->file_bytes);
    limit(RLIMIT_CORE, 0);
    (void)signal(SIGPIPE, SIG_DFL);
    es_sandbox_enter(run->ruleset);
    (void)execve(run->program, argv, env);
    _exit(127);
}

static pid_t start(const struct run *run, int err_fd)
{
    char out[NAME_MAX + 24], home[80], fonts[128], program[] = "gnuplot", bare[] = "-d",
                                                   command[] = "-e";
    char locale[] = "LC_ALL=C.UTF-8", path[] = "PATH=/usr/bin:/bin";
    char script[NAME_MAX + 1];
    (void)snprintf(out, sizeof out, "%sOUT='%s'",
                   run->kind == ES_PICTURE_SVG ? "SVG=1;" : "", run->picture);
    (void)snprintf(home, sizeof home, "HOME=%s", run->home);
    (void)snprintf(fonts, sizeof fonts, "FONTCONFIG_FILE=%s", run->fonts);
    (void)snprintf(script, sizeof script, "%s", run->name);
    char convert[] = "rsvg-convert", format[] = "--format=pdf", output[] = "-o";
    char picture[NAME_MAX + 1], epoch[] = "SOURCE_DATE_EPOCH=0"; /* no clock */
    (void)snprintf(picture, sizeof picture, "%s", run->picture);
    char *const plot[] = {program, bare, command, out, script, NULL};
    char *const page[] = {convert, format, output, picture, script, NULL};
    char *const *argv = run->kind == ES_PICTURE_PDF ? page : plot;
    char *const env[] = {fonts, locale, home, path, epoch, NULL};
    const pid_t child = fork();
    if (child == 0) {
        become_gnuplot(run, argv, env, err_fd);
    }
    return child;
}

static double now_seconds(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* Keeps the last words of the child until it closes its end or time is up: false. */
static bool listen_until(int fd, double deadline, char words[WORDS])
{
    size_t used = 0;
    for (;;) {
        const double left = deadline - now_seconds();
        struct pollfd wait = {.fd = fd, .events = POLLIN};
        const int ready = left > 0.0 ? poll(&wait, 1, (int)(left * 1e3) + 1) : 0;
        if (ready == 0) {
            return false;
        }
        char piece[128];
        const ssize_t got = ready > 0 ? read(fd, piece, sizeof piece) : -1;
        if (got == 0) {
            return true;
        }
        if (got < 0) {
            if (errno != EINTR) {
                return true;
            }
            continue;
        }
        const size_t size = (size_t)got;
        if (used + size >= WORDS) { /* keep the end */
            const size_t lose = used + size - (WORDS - 1);
            memmove(words, words + lose, used - lose);
            used -= lose;
        }
        memcpy(words + used, piece, size);
        used += size;
        words[used] = '\0';
    }
}

/* The child's wait status, or -1 if it had to be killed. */
static int collect(pid_t child, double deadline, bool in_time)
{
    const struct timespec pause = {0, 2000000};
    int status = 0;
    while (in_time) {
        const pid_t done = waitpid(child, &status, WNOHANG);
        if (done == child || (done < 0 && errno != EINTR)) {
            (void)kill(-child, SIGKILL); /* whatever it may have left behind */
            return status;
        }
        in_time = now_seconds() < deadline;
        (void)nanosleep(&pause, NULL);
    }
    (void)kill(-child, SIGKILL);
    (void)kill(child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return -1;
}

/* One printable line out of what gnuplot said. */
static void tidy(char words[WORDS])
{
    size_t n = 0;
    for (size_t i = 0; words[i] != '\0'; i++) {
        const unsigned char byte = (unsigned char)words[i];
        const char plain = byte < 0x20 || byte >= 0x7F ? ' ' : words[i];
        if (plain != ' ' || (n > 0 && words[n - 1] != ' ')) {
            words[n++] = plain;
        }
    }
    words[n] = '\0';
}

static enum es_status judge(struct run *run, int status, struct es_error *err)
{
    tidy(run->words);
    if (status == -1) {
        return es_fail(err, ES_ERR_TOOL, "%s took more than %u s for %s", run->tool,
                       run->limits->wall_seconds, run->name);
    }
    if (WIFSIGNALED(status)) {
        return es_fail(err, ES_ERR_TOOL, "%s was stopped by signal %d on %s: %s",
                       run->tool, WTERMSIG(status), run->name, run->words);
    }
    if (WEXITSTATUS(status) != 0) {
        return es_fail(err, ES_ERR_TOOL, "%s failed on %s: %s", run->tool, run->name,
                       run->words);
    }
    return ES_OK;
}

static enum es_status draw(struct run *run, struct es_error *err)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return es_fail(err, ES_ERR_IO, "cannot open a pipe: %s", strerror(errno));
    }
    const double deadline = now_seconds() + run->limits->wall_seconds;
    const pid_t child = start(run, ends[1]);
    (void)close(ends[1]);
    if (child < 0) {
        (void)close(ends[0]);
        return es_fail(err, ES_ERR_TOOL, "cannot start %s: %s", run->tool,
                       strerror(errno));
    }
    const bool in_time = listen_until(ends[0], deadline, run->words);
    (void)close(ends[0]);
    return judge(run, collect(child, deadline, in_time), err);
}

/* Opens what every run needs, runs, and leaves nothing behind. */
static enum es_status run_in_home(struct run *run, const char *commands,
                                  struct es_error *err)
{
    run->ruleset = -1;
    run->parent = getpid();
    ES_TRY(find_tool(run, err));
    enum es_status status = make_home(run, err);
    char path[sizeof run->home + sizeof BATCH + 1];
    (void)snprintf(path, sizeof path, "%s/%s", run->home, BATCH);
    if (status == ES_OK && commands != NULL) {
        run->directory = run->home;
        status = es_file_write(path, commands, strlen(commands), err);
    }
    if (status == ES_OK) {
        run->ruleset = es_sandbox_open(run->program);
        status = draw(run, err);
    }
    if (run->ruleset >= 0) {
        (void)close(run->ruleset);
    }
    if (commands != NULL) {
        (void)unlink(path);
    }
    remove_home(run);
    return status;
}

enum es_status es_gnuplot_run(const char *directory, const char *stem,
                              enum es_picture kind,
                              const struct es_gnuplot_limits *limits,
                              struct es_error *err)
{
    struct es_picture_file picture;
    ES_TRY(es_picture_name(directory, stem, kind, &picture, err));
    struct run run = {.directory = directory,
                      .name = picture.source,
                      .picture = picture.name,
                      .kind = kind,
                      .limits = limits};
    const enum es_status status = run_in_home(&run, NULL, err);
    if (status != ES_OK) {
        es_picture_drop(&picture);
        return status;
    }
    return es_picture_adopt(&picture, err);
}

enum es_status es_gnuplot_load(const char *commands,
                               const struct es_gnuplot_limits *limits,
                               struct es_error *err)
{
    struct run run = {
        .name = BATCH, .picture = "", .kind = ES_PICTURE_PNG, .limits = limits};
    return run_in_home(&run, commands, err);
}

enum es_status es_gnuplot_render(const char *directory, const char *stem,
                                 enum es_picture kind, struct es_error *err)
{
    return es_gnuplot_run(directory, stem, kind, &es_gnuplot_default_limits, err);
}
