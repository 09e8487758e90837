#!/usr/bin/env python3
"""Runs the recipes of docs/ci.md as their machines would, and compares what they make.

usage: recipes.py PROGRAM SOURCE [RECIPE...]

A recipe is a block of docs/ci.md; the text before it ends with its file name. Each runs in
a clone of a small project with `essor` on the path. Of GitHub's and GitLab's files the
scripts are run, and what passes between machines (artefacts) is copied; a step, a key or an
expression that is not known here is a failure. Every recipe must leave the outputs of one
undisturbed build. What needs a program that is absent is skipped, and said so.
"""
import filecmp
import fnmatch
import os
import re
import shutil
import subprocess
import sys
import tempfile

try:
    import yaml
except ImportError:
    print("skipped: python3-yaml is not installed")
    sys.exit(77)

PROGRAM, SOURCE = (os.path.realpath(path) for path in sys.argv[1:3])
PROJECT = os.path.join(SOURCE, "tests/cli/projects/regular")


def blocks():
    """The recipes by file name."""
    with open(os.path.join(SOURCE, "docs/ci.md")) as file:
        text = file.read()
    return dict(re.findall(r"`([^`\n]+)`:\n\n```\w*\n(.*?)```\n", text, re.DOTALL))


RECIPES = blocks()


def run(script, folder, **variables):
    env = dict(os.environ, PATH=os.path.dirname(PROGRAM) + ":" + os.environ["PATH"],
               XDG_CONFIG_HOME=folder, **{k: str(v) for k, v in variables.items()})
    done = subprocess.run(["sh", "-ec", script], cwd=folder, env=env, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert done.returncode == 0, f"status {done.returncode} of\n{script}\n{done.stdout}"
    return done.stdout


def make_project(folder):
    """The small project with a chart and more series, as a repository with its outputs."""
    shutil.copytree(PROJECT, folder)
    with open(os.path.join(folder, "essor.ini"), "a") as file:
        for i in range(6):
            file.write(f"\n[series more{i}]\nnature = stock\nunit_en = profiles\n"
                       "feed = active\n")
        file.write("\n[chart more]\nkind = fan\nseries = more1\n")
    run("git init -q -b main . && git config user.email a@b && git config user.name a && "
        "printf 'essor.db*\\nshards/\\n' >.gitignore && git add . && git commit -qm one",
        folder)


def clone(folder):
    if not os.path.exists(folder):
        run(f"git clone -q {WORK}/origin {folder}", WORK)


def same_files(a, b):
    names = {os.path.relpath(os.path.join(at, name), root)
             for root in (a, b) for at, _, files in os.walk(root) for name in files}
    different = [name for name in sorted(names)
                 if not (os.path.exists(f"{a}/{name}") and os.path.exists(f"{b}/{name}")
                         and filecmp.cmp(f"{a}/{name}", f"{b}/{name}", shallow=False))]
    assert names and not different, f"{a} and {b} differ in {different}"


def matrix_of(entries):
    """One dict for each combination of a matrix."""
    jobs = [{}]
    for key, values in entries.items():
        jobs = [dict(job, **{key: value}) for job in jobs for value in values]
    return jobs


# GitHub Actions

def github_step(step, folder, job, env, store):
    def known(match):
        value = {"github.repository_owner": "owner", **job}.get(match.group(1))
        assert value is not None, f"{match.group(0)} is not known here"
        return str(value)

    def expand(text):
        return re.sub(r"\$\{\{ *([\w.]+) *\}\}", known, text)

    use, given = step.get("uses"), step.get("with", {})
    if use == "actions/checkout@v4":
        clone(folder)
    elif use == "actions/upload-artifact@v4":
        shutil.copytree(os.path.join(folder, given["path"]), f"{store}/{expand(given['name'])}",
                        ignore=shutil.ignore_patterns(".*"))  # as the action does
    elif use == "actions/download-artifact@v4":
        assert given["merge-multiple"] is True
        for name in fnmatch.filter(os.listdir(store), given["pattern"]):
            shutil.copytree(f"{store}/{name}", os.path.join(folder, given["path"]),
                            dirs_exist_ok=True)
    else:
        assert use is None, f"{use} is not known here"
        return run(expand(step["run"]), folder, **env)
    return ""


def github(name):
    flow = yaml.safe_load(RECIPES[name])
    store = f"{WORK}/artefacts"
    os.makedirs(store, exist_ok=True)
    done = set()
    said = ""
    for title, job in flow["jobs"].items():
        assert job.get("needs") in done | {None}
        for i, values in enumerate(matrix_of(job.get("strategy", {}).get("matrix", {}))):
            folder = f"{WORK}/{title}-{i}"
            shutil.rmtree(folder, ignore_errors=True)
            env = dict(flow.get("env", {}), GITHUB_STEP_SUMMARY=f"{WORK}/summary.md")
            for step in job["steps"]:
                said += github_step(step, folder, {f"matrix.{k}": v for k, v in values.items()},
                                    env, store)
        done.add(title)
    return folder, said


def test_github_shards():
    folder, _ = github(".github/workflows/essor.yml")
    same_files(f"{folder}/out", f"{WORK}/calm/out")
    same_files(f"{WORK}/artefacts/out", f"{WORK}/calm/out")
    with open(f"{WORK}/summary.md") as file:
        assert "| sent" in file.read()


def test_github_check():
    _, said = github(".github/workflows/check.yml")
    assert "are as essor makes them, 0 are not" in said, said


# GitLab CI

def test_gitlab():
    flow = yaml.safe_load(RECIPES[".gitlab-ci.yml"])
    jobs = {name: job for name, job in flow.items() if name not in ("stages", "default")}
    kept = f"{WORK}/gitlab-artefacts"
    os.makedirs(kept)
    for stage in flow["stages"]:
        fresh = f"{WORK}/gitlab-{stage}"
        os.makedirs(fresh)
        for name, job in ((n, j) for n, j in jobs.items() if j["stage"] == stage):
            assert set(job) <= {"stage", "parallel", "script", "artifacts", "cache"}
            matrix = job.get("parallel", {"matrix": [{}]})["matrix"]
            for i, values in enumerate(v for entry in matrix for v in matrix_of(entry)):
                folder = f"{WORK}/gitlab-{name}-{i}"
                clone(folder)
                shutil.copytree(kept, folder, dirs_exist_ok=True)
                run("\n".join(job["script"]), folder, CI_NODE_INDEX=i + 1, **values)
                for path in job["artifacts"]["paths"]:
                    shutil.copytree(f"{folder}/{path}", f"{fresh}/{path}", dirs_exist_ok=True)
        shutil.copytree(fresh, kept, dirs_exist_ok=True)
    same_files(f"{kept}/out", f"{WORK}/calm/out")


# One machine

def test_make():
    folder = f"{WORK}/make"
    clone(folder)
    shutil.rmtree(f"{folder}/out")
    with open(f"{folder}/Makefile", "w") as file:
        file.write(RECIPES["Makefile"])
    run("make", folder)
    same_files(f"{folder}/out", f"{WORK}/calm/out")
    assert "up to date" in run("make", folder)
    run("touch figures.csv && make && make check", folder)


def test_cron():
    folder = f"{WORK}/cron"
    clone(folder)
    lines = [line for line in RECIPES["crontab"].splitlines() if "=" not in line.split()[0]]
    for line in lines:
        command = line.split(None, 5)[5].replace("/srv/briefing", folder)
        assert run(command, folder) == "", "a quiet day"
        same_files(f"{folder}/out", f"{WORK}/calm/out")
        run("sed -i s/nature/natur/ essor.ini", folder)
        assert 'unknown key "natur"' in run(command, folder)


def test_parallel():
    if shutil.which("parallel") is None:
        return print("skipped: GNU parallel is not installed")
    folder = f"{WORK}/parallel"
    clone(folder)
    run(RECIPES["parallel.sh"], folder, HOME=WORK)
    same_files(f"{folder}/out", f"{WORK}/calm/out")


def test_slurm():
    """The job array without a cluster; tests/bench/slurm.sh runs it on one."""
    folder = f"{WORK}/slurm"
    clone(folder)
    jobs = re.search(r"#SBATCH --array=1-(\d+)", RECIPES["essor.slurm"]).group(1)
    threads = re.search(r"#SBATCH --cpus-per-task=(\d+)", RECIPES["essor.slurm"]).group(1)
    for i in range(1, int(jobs) + 1):
        run(RECIPES["essor.slurm"], folder, SLURM_ARRAY_TASK_ID=i, SLURM_ARRAY_TASK_COUNT=jobs,
            SLURM_CPUS_PER_TASK=threads)
    run(re.search(r"--wrap '([^']+)'", RECIPES["submit.sh"]).group(1), folder)
    same_files(f"{folder}/out", f"{WORK}/calm/out")


def test_image():
    """All libraries that the program is linked to are in the image."""
    with open(os.path.join(SOURCE, "Dockerfile")) as file:
        packages = file.read().split()
    needed = re.findall(r"NEEDED.*\[(.*)\]", run(f"readelf -d {PROGRAM}", WORK))
    linked = dict(re.findall(r"(\S+) => (\S+)", run(f"ldd {PROGRAM}", WORK)))
    for library in needed:
        if shutil.which("dpkg") is None or library.startswith(("libc.", "libm.", "lib*san")):
            continue
        path = os.path.realpath(linked[library])
        owner = run(f"dpkg -S '*{path[path.index('/lib/'):]}'", WORK).split(":")[0]
        assert owner in packages or re.match(r"lib(gcc|.*san)", owner), \
            f"Dockerfile installs no {owner}, where {library} is"


def main():
    global WORK
    with tempfile.TemporaryDirectory() as WORK:
        make_project(f"{WORK}/origin")
        run("essor build 2>/dev/null && git add . && git commit -qm outputs", f"{WORK}/origin")
        shutil.copytree(f"{WORK}/origin", f"{WORK}/calm")
        tests = {name[5:]: test for name, test in globals().items() if name.startswith("test_")}
        for name in sys.argv[3:] or tests:
            tests[name]()
            print(f"{name}: done", flush=True)


if __name__ == "__main__":
    main()
