/* The briefing page as a reader has it. usage: node page.mjs PROGRAM, beside fr.html, en.html and
 * project. Each check is a sentence; those that fail are told, and make the end a failure. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import puppeteer from "puppeteer-core";

const require = createRequire(import.meta.url), program = process.argv[2], here = process.cwd();
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const naughty = require("big-list-of-naughty-strings/blns.json");
const browser = await puppeteer.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
let failed = 0, passed = 0;

const check = (sentence, good, found) => {
  if (good) passed++;
  else { failed++; console.log("FAILED: " + sentence + (found === undefined ? "" : ": " + JSON.stringify(found))); }
};

/* A page, with all that it complains of or asks for. */
const open = async (file, settings = {}) => {
  const page = await browser.newPage(), said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("dialog", (dialog) => { said.push("dialog " + dialog.message()); dialog.dismiss(); });
  page.on("request", (request) => { if (request.url() !== "file://" + here + "/" + file) said.push("request " + request.url()); });
  await page.setViewport({ width: settings.width || 1280, height: 900 });
  if (settings.dark) await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
  if (settings.still) await page.setJavaScriptEnabled(false);
  await page.goto("file://" + here + "/" + file);
  return { page, said };
};

const essor = (...args) => JSON.parse(execFileSync(program, ["--project", "project", ...args, "--json"], { maxBuffer: 1 << 26 }));

/* Sets a control and gives the numbers that the page then tells. */
const set = (page, values) => page.evaluate(async (given) => {
  for (const [id, value] of Object.entries(given)) {
    const control = document.getElementById(id);
    control.value = value;
    control.dispatchEvent(new Event(control.tagName === "SELECT" ? "change" : "input"));
  }
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const { date, chance, never } = document.querySelector(".result").dataset;
  return { date, chance: Number(chance), never: Number(never), command: document.querySelector(".command code").textContent };
}, values);

for (const file of ["fr.html", "en.html"]) {
  check(file + " has at most 1.5 MB", statSync(file).size < 1.5e6, statSync(file).size);
  for (const [name, settings] of Object.entries({ light: {}, dark: { dark: true }, telephone: { width: 390 } })) {
    const { page, said } = await open(file, settings);
    check(file + ", " + name + ": nothing is complained of and nothing asked for", said.length === 0, said);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    check(file + ", " + name + ": the page does not scroll sideways", wider <= 0, wider);
    await page.evaluate(axe);
    const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    check(file + ", " + name + ": axe finds nothing",
      found.violations.length === 0, found.violations.map((v) => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 160)]));
    await page.close();
  }
}

/* The what-if against the command line: the same draws, then all of them. */
{
  const { page } = await open("en.html");
  const ids = await page.evaluate(() => JSON.parse(document.getElementById("futures").textContent).series.map((s) => s.id));
  const cases = [
    ["activation", { "live-growth": 20 }], ["activation", { "live-growth": 20, "live-delay": 6 }],
    ["activation", { "live-ceiling": 20 }], ["activation", { "live-growth": 4, "live-start": 12 }],
    ["radiologie", { "live-growth": 16, "live-delay": 3, "live-start": 2 }], ["total", { "live-ceiling": 12, "live-growth": 14 }],
  ];
  for (const [id, values] of cases) {
    await set(page, { "live-series": ids.indexOf(id), "live-growth": 10, "live-ceiling": 0, "live-delay": 0, "live-start": 0 });
    const told = await set(page, values), changes = told.command.split(" ").slice(3), name = id + " " + changes.join(" ");
    const same = essor("whatif", id, ...changes, "--draws", "400").scenario, all = essor("whatif", id, ...changes).scenario;
    const days = (a, b) => (a === b ? 0 : Math.abs(Date.parse(a) - Date.parse(b)) / 864e5);
    check(name + ": the date is that of --draws 400, within 3 days", days(told.date, same.date.q50 || "never") <= 3, [told, same.date]);
    check(name + ": the probability is that of --draws 400, within 1 point", Math.abs(told.chance - same.p_by_deadline) <= 0.01, [told, same.p_by_deadline]);
    check(name + ": never is that of --draws 400, within 1 point", Math.abs(told.never - same.p_never) <= 0.01, [told, same.p_never]);
    check(name + ": the probability is that of all draws, within 5 points", Math.abs(told.chance - all.p_by_deadline) <= 0.05, [told, all.p_by_deadline]);
    check(name + ": never is that of all draws, within 5 points", Math.abs(told.never - all.p_never) <= 0.05, [told, all.p_never]);
  }
  await set(page, { "live-series": ids.indexOf("activation"), "live-growth": 10, "live-ceiling": 0, "live-delay": 0, "live-start": 0 });
  await page.focus("#live-growth");
  const before = await page.$eval(".result", (result) => result.dataset.date);
  for (let i = 0; i < 6; i++) await page.keyboard.press("ArrowRight");
  const after = await set(page, {});
  check("a slider that is moved by keys changes the date", after.date < before, [before, after]);
  const times = await page.evaluate(async () => {
    const slider = document.getElementById("live-growth"), list = [];
    for (let i = 0; i < 31; i++) {
      const start = performance.now();
      slider.value = i;
      slider.dispatchEvent(new Event("input"));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
      list.push(performance.now() - start);
    }
    return list.sort((a, b) => a - b);
  });
  console.log("slider to repaint, ms: least " + times[0].toFixed(1) + ", median " + times[15].toFixed(1));
  check("a slider repaints at least once within 200 ms", times[0] < 200, times);
  await page.close();
}

/* The table. */
{
  const { page } = await open("fr.html");
  const column = () => page.$$eval("#bulletin-table tbody tr", (rows) => rows.map((row) => Number(row.cells[2].dataset.order)));
  const sorted = (list) => list.every((value, i) => i === 0 || list[i - 1] <= value);
  check("the table does not come sorted by share", !sorted(await column()));
  await page.click("#bulletin-table thead th:nth-child(3) button");
  check("a click on a head sorts the table by it", sorted(await column()), await column());
  await page.click("#bulletin-table thead th:nth-child(3) button");
  check("a second click turns it around", sorted((await column()).reverse()), await column());
  await page.close();
}

/* Paper: no chart is cut, which one may not be that must not break inside and fits a page. */
{
  const { page } = await open("fr.html");
  await page.emulateMediaType("print");
  await page.setViewport({ width: 688, height: 1000 });
  const charts = await page.$$eval("section.chart", (list) => list.map((chart) => [chart.getBoundingClientRect().height, getComputedStyle(chart).breakInside]));
  check("there are charts on paper", charts.length > 0);
  check("no chart is cut on paper", charts.every(([height, inside]) => height < 980 && inside === "avoid"), charts);
  check("the what-if and the numbers stay off the paper", await page.$eval("#whatif", (part) => getComputedStyle(part).display === "none"));
  await page.close();
}

/* Without scripts. */
{
  const { page, said } = await open("fr.html", { still: true });
  const html = await page.content();
  check("without scripts nothing is complained of", said.length === 0, said);
  check("without scripts the bulletin and the charts are there", html.includes("<svg class=\"wide\"") && html.includes("id=\"bulletin-table\""));
  await page.close();
}

/* Names from anywhere: as sources and, as far as a project file takes them, as labels. */
{
  mkdirSync("naughty", { recursive: true });
  const usable = naughty.filter((text) => !/[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/.test(text) && text.trim() === text && text !== "");
  const quote = (text) => "\"" + text.replaceAll("\"", "\"\"") + "\"";
  const day = (i) => new Date(Date.UTC(2020, 0, 1 + 3 * i)).toISOString().slice(0, 10);
  writeFileSync("naughty/figures.csv", "series,zone,observed_from,observed_to,published,value,value_hi,unit,kind,ref,qualifier,quoted_step,date_basis,source_title,source_url,note\n" +
    usable.map((text, i) => ["docs", "", day(i), day(i), day(i), 1000 + 7 * i, "", "files", "stock", "", "exact", 1, "stated", quote(text), quote(text), ""].join(",")).join("\n") + "\n");
  writeFileSync("naughty/targets.csv", "id,series,level,per,deadline,source_title,source_url,note\nt,docs,9000,none,2027-12-31,,,\n");
  const label = usable.find((text) => text.includes("<script") && text.length < 120);
  writeFileSync("naughty/essor.ini", "[project]\nname = " + label + "\nlanguage = en\nhorizon_years = 2\n[series docs]\nlabel_en = " + label + "\nnature = stock\nfeed = docs\n");
  execFileSync(program, ["--project", "naughty", "report", "--out", "naughty.html"]);
  const { page, said } = await open("naughty.html");
  const shown = await page.$$eval("table.sources tbody tr", (rows) => rows.map((row) => row.cells[2].textContent));
  const missing = usable.filter((text) => !shown.some((cell) => cell.includes(text)));
  check(usable.length + " naughty strings: none runs", said.length === 0, said);
  check("naughty strings stand on the page as they are", missing.length === 0, missing);
  check("naughty strings make no element", await page.evaluate(() => document.querySelectorAll("img, iframe, object, embed, link, form, audio, video").length === 0 &&
    document.querySelectorAll("script").length === 2));
  await page.close();
}

await browser.close();
console.log(passed + " passed, " + failed + " failed");
process.exit(failed === 0 ? 0 : 1);
