#define _GNU_SOURCE /* O_PATH */

#include "render/sandbox.h"

#include <elf.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { LOADER_PATH = 256 };

/* The loader that an ELF file of this machine's width asks for. */
static bool loader_of(const char *program, char loader[LOADER_PATH])
{
    Elf64_Ehdr header;
    const int fd = open(program, O_RDONLY | O_CLOEXEC);
    bool found = false;
    if (fd < 0 || pread(fd, &header, sizeof header, 0) != (ssize_t)sizeof header ||
        memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 ||
        header.e_ident[EI_CLASS] != ELFCLASS64) {
        header.e_phnum = 0;
    }
    for (int i = 0; i < header.e_phnum && !found; i++) {
        Elf64_Phdr part;
        const off_t place = (off_t)(header.e_phoff + (size_t)i * sizeof part);
        if (pread(fd, &part, sizeof part, place) == (ssize_t)sizeof part &&
            part.p_type == PT_INTERP && part.p_filesz < LOADER_PATH) {
            memset(loader, 0, LOADER_PATH);
            found = pread(fd, loader, part.p_filesz, (off_t)part.p_offset) > 0;
        }
    }
    if (fd >= 0) {
        (void)close(fd);
    }
    return found;
}

static bool allow(int ruleset, const char *path)
{
    const int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    const struct landlock_path_beneath_attr rule = {
        .allowed_access = LANDLOCK_ACCESS_FS_EXECUTE, .parent_fd = fd};
    const long failed =
        syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    (void)close(fd);
    return failed == 0;
}

int es_sandbox_open(const char *program)
{
    const struct landlock_ruleset_attr attributes = {.handled_access_fs =
                                                         LANDLOCK_ACCESS_FS_EXECUTE};
    char loader[LOADER_PATH];
    if (!loader_of(program, loader)) {
        return -1;
    }
    const int ruleset =
        (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
    if (ruleset < 0) {
        return -1;
    }
    if (!allow(ruleset, program) || !allow(ruleset, loader)) {
        (void)close(ruleset);
        return -1;
    }
    return ruleset;
}

void es_sandbox_enter(int ruleset)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ruleset >= 0) {
        (void)syscall(SYS_landlock_restrict_self, ruleset, 0);
    }
}

void es_sandbox_follow(pid_t parent)
{
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) { /* it ended before this was asked for */
        _exit(126);
    }
}
