"use strict";

/* Tables that sort by their heads. */
(function () {
  const table = document.getElementById("bulletin-table");
  if (!table) return;
  const heads = Array.from(table.tHead.rows[0].cells);
  const body = table.tBodies[0];
  const keyOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.order === undefined ? cell.textContent : Number(cell.dataset.order);
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.textContent = "";
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const compare = (a, b) => {
        const x = keyOf(a, column), y = keyOf(b, column);
        const order = typeof x === "number" ? x - y : x.localeCompare(y);
        return down ? -order : order;
      };
      body.append(...Array.from(body.rows).sort(compare));
    });
  });
})();

/* The what-if: the draws of a series, their time warped and their way to the ceiling rescaled. */
(function () {
  const data = JSON.parse(document.getElementById("futures").textContent);
  const live = document.getElementById("live");
  const french = data.language === "fr", texts = data.texts, dayMs = 86400000;

  /* Numbers and dates, as the rest of the page writes them. */
  const fill = (name, values) =>
    texts[name].replace(/\{(\w+)\}/g, (all, key) => (key in values ? values[key] : all));
  const dated = (day) => new Date(Math.floor(day) * dayMs);
  const dayOf = (year, month, date) => Date.UTC(year, month, date) / dayMs;
  const month = (day) => {
    const date = dated(day);
    return data.months[date.getUTCMonth()] + "\u00a0" + date.getUTCFullYear();
  };
  const when = (day) => {
    const date = dated(day);
    return date.getUTCMonth() === 11 && date.getUTCDate() === 31
      ? (french ? "fin\u00a0" : "end of\u00a0") + date.getUTCFullYear() : month(day);
  };
  const percent = (share) => {
    const rounded = Math.round(100 * share);
    const text = share > 0 && rounded === 0 ? "<\u00a01" : share < 1 && rounded === 100 ? ">\u00a099" : rounded;
    return text + (french ? "\u202f%" : "%");
  };
  const point = (text) => (french ? text.replace(".", ",") : text);
  const quantity = (value, digits) => {
    const scale = value >= 1e9 ? [1e9, french ? "\u00a0Md" : "bn"] : value >= 1e6 ? [1e6, french ? "\u00a0M" : "M"]
      : value >= 1e4 ? [1e3, french ? "\u00a0k" : "k"] : [1, ""];
    return point(String(Number((value / scale[0]).toPrecision(digits)))) + scale[1];
  };
  const iso = (day) => dated(day).toISOString().slice(0, 10);
  const monthsLater = (day, months) => {
    const date = dated(day);
    const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
    return dayOf(date.getUTCFullYear(), date.getUTCMonth() + months, Math.min(date.getUTCDate(), last));
  };

  /* Each value is two letters, one of 4096 steps between the ends of its scale. */
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const digit = new Uint8Array(128);
  for (let i = 0; i < 64; i++) digit[letters.charCodeAt(i)] = i;
  const decoded = (text, at, scale) => {
    const share = ((digit[text.charCodeAt(2 * at)] << 6) | digit[text.charCodeAt(2 * at + 1)]) / 4095;
    return scale[0] > 0 ? scale[0] * Math.exp(share * Math.log(scale[1] / scale[0]))
      : scale[0] + share * (scale[1] - scale[0]);
  };
  const unpack = (series) => {
    if (series.value) return;
    const n = series.days.length, draws = series.ceilings.length / 2;
    series.draws = draws;
    series.value = new Float64Array(draws * n);
    for (let d = 0; d < draws; d++)
      for (let i = 0; i < n; i++) series.value[d * n + i] = decoded(series.paths, d * n + i, series.scales[i]);
    series.ceiling = Float64Array.from({ length: draws }, (none, d) => decoded(series.ceilings, d, series.ceilingScale));
  };

  /* The clock: which day of the paths a day has, and back. Time stands from `from` to `until`. */
  const clockOf = (change) => ({
    from: change.from, until: change.delay > 0 ? monthsLater(change.from, change.delay) : change.from, rate: change.growth,
  });
  const pathDay = (clock, day) =>
    day <= clock.from ? day : day <= clock.until ? clock.from : clock.from + clock.rate * (day - clock.until);
  const whenThere = (clock, day) => (day <= clock.from ? day : clock.until + (day - clock.from) / clock.rate);

  /* Where a day lies between knots: index and share of the way to the next. */
  const places = (knots, days) => {
    let k = 0;
    return days.map((day) => {
      while (k + 2 < knots.length && knots[k + 1] <= day) k++;
      return [k, Math.min(Math.max((day - knots[k]) / (knots[k + 1] - knots[k]), 0), 1)];
    });
  };

  const quantile = (sorted, level) => {
    const at = level * (sorted.length - 1), low = Math.floor(at), high = Math.min(low + 1, sorted.length - 1);
    return sorted[high] === Infinity && at > low ? Infinity
      : at === low ? sorted[low] : sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  };

  /* The path of draw d at each place, with the ceiling rescaled above its value when the change begins. */
  const follow = (series, d, at, days, begins, change, out) => {
    const n = series.days.length, base = d * n, value = series.value;
    const read = (place) => value[base + place[0]] + place[1] * (value[base + place[0] + 1] - value[base + place[0]]);
    const start = change.ceiling ? read(begins) : 0;
    const left = change.ceiling ? series.ceiling[d] - start : 0;
    const ratio = left > 1e-6 * Math.abs(start) ? Math.max(0, (change.ceiling - start) / left) : 1;
    const most = Math.max(change.ceiling || 0, start);
    for (let i = 0; i < at.length; i++) {
      let x = read(at[i]);
      if (change.ceiling && days[i] >= change.from) {
        const way = x - start;
        x = way > 0 ? Math.min(start + way * ratio, most) : x;
        x = Math.max(0, series.limit === null ? x : Math.min(x, series.limit));
      }
      out[i] = x;
    }
  };

  const firstCrossing = (path, days, level) => {
    for (let i = 0; i < days.length; i++)
      if (path[i] >= level)
        return i === 0 ? days[0] : days[i - 1] + (days[i] - days[i - 1]) * (level - path[i - 1]) / (path[i] - path[i - 1]);
    return Infinity;
  };

  /* Dates, chances and the quantiles of each month until `shown`, after a change. */
  const answer = (series, change, shown) => {
    unpack(series);
    const clock = clockOf(change), knots = series.days;
    const last = series.last, calendar = knots.filter((day) => day <= last);
    const bends = knots.map((day) => whenThere(clock, day)).concat([clock.from, clock.until], calendar);
    const days = Array.from(new Set(bends)).filter((day) => day <= last).sort((a, b) => a - b);
    const at = places(knots, days.map((day) => pathDay(clock, day)));
    const begins = places(knots, [clock.from])[0];
    const column = new Map(days.map((day, i) => [day, i]));
    const months = calendar.filter((day) => day > data.asOf && day <= shown);
    const table = months.map(() => new Float64Array(series.draws));
    const path = new Float64Array(days.length), crossing = new Float64Array(series.draws);
    for (let d = 0; d < series.draws; d++) {
      follow(series, d, at, days, begins, change, path);
      crossing[d] = series.reached[d] !== null ? series.reached[d] : firstCrossing(path, days, series.level);
      for (let m = 0; m < months.length; m++) table[m][d] = path[column.get(months[m])];
    }
    crossing.sort();
    const share = (end) => crossing.filter((day) => day < end).length / series.draws;
    return {
      q10: quantile(crossing, 0.1), q50: quantile(crossing, 0.5), q90: quantile(crossing, 0.9),
      byDeadline: series.deadline === null ? null : share(series.deadline + 1), never: 1 - share(Infinity),
      months, bands: table.map((values) => {
        values.sort();
        return [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975].map((level) => quantile(values, level));
      }),
    };
  };

  /* What stands on the page. */
  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const key of Object.keys(attributes || {})) element.setAttribute(key, attributes[key]);
    element.append(...children);
    return element;
  };
  const draw = (name, attributes, text) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const key of Object.keys(attributes)) element.setAttribute(key, attributes[key]);
    if (text !== undefined) element.textContent = text;
    return element;
  };
  if (data.series.length === 0) {
    document.getElementById("whatif").hidden = true;
    document.querySelector('nav a[href="#whatif"]').parentElement.hidden = true;
    return;
  }

  const growths = Array.from({ length: 31 }, (none, i) => (i + 10) / 20);
  const choice = make("select", { id: "live-series" }, ...data.series.map((series, i) =>
    make("option", { value: i }, series.label)));
  const slider = (id, min, max, value) => make("input", { type: "range", id, min, max, value, step: 1 });
  const controls = {
    growth: slider("live-growth", 0, growths.length - 1, 10), ceiling: slider("live-ceiling", 0, 40, 0),
    delay: slider("live-delay", 0, 24, 0), start: slider("live-start", 0, 36, 0),
  };
  const names = { growth: "LIVE_GROWTH", ceiling: "LIVE_CEILING", delay: "LIVE_DELAY", start: "LIVE_START" };
  const said = {};
  const rows = Object.keys(controls).map((key) => {
    said[key] = make("output", { for: controls[key].id });
    return make("div", { class: "control" }, make("label", { for: controls[key].id }, texts[names[key]]), said[key], controls[key]);
  });
  const reset = make("button", { type: "button", class: "reset" }, texts.LIVE_RESET);
  const result = make("div", { class: "result", role: "status", "aria-live": "polite" });
  const chart = draw("svg", { class: "fan", role: "img" });
  const command = make("code", {});
  const commandLine = make("p", { class: "command" }, texts.LIVE_COMMAND + " ", command);
  live.append(
    make("p", { id: "live-intro" }),
    make("div", { class: "controls" },
      make("div", { class: "control" }, make("label", { for: "live-series" }, texts.LIVE_SERIES), choice), ...rows, reset),
    make("div", { class: "answer" }, result, make("figure", {}, chart), commandLine));
  live.hidden = false;

  /* The ceilings that the slider has: from the pace of today to ten times the target, evenly by ratio. */
  const ceilingAt = (series, position) => {
    const low = Math.max(series.past[series.past.length - 1][2], series.level / 10), high = 10 * Math.max(series.level, low / 2);
    return position === 0 ? 0 : Number((low * Math.pow(high / low, (position - 1) / 39)).toPrecision(2));
  };
  const startAt = (position) => {
    const date = dated(data.asOf);
    return position === 0 ? data.asOf + 1 : dayOf(date.getUTCFullYear(), date.getUTCMonth() + position, 1);
  };
  const changeNow = (series) => ({
    growth: growths[controls.growth.value], ceiling: ceilingAt(series, Number(controls.ceiling.value)),
    delay: Number(controls.delay.value), from: startAt(Number(controls.start.value)),
  });
  const unchanged = { growth: 1, ceiling: 0, delay: 0, from: data.asOf + 1 };
  const monthsText = (n) => (n === 1 ? texts.LIVE_MONTH : fill("LIVE_MONTHS", { n }));
  const never = () => fill("LIVE_AFTER", { when: month(data.horizon) });
  const dateText = (day) => (day === Infinity ? never() : month(day));

  const sayControls = (change) => {
    const times = change.growth === 1 ? texts.LIVE_SAME : "×\u00a0" + point(String(change.growth));
    const spoken = {
      growth: times, ceiling: change.ceiling ? quantity(change.ceiling, 3) : texts.LIVE_SAME_CEILING,
      delay: change.delay ? monthsText(change.delay) : texts.LIVE_NO_DELAY,
      start: controls.start.value === "0" ? texts.LIVE_NOW : month(change.from),
    };
    for (const key of Object.keys(spoken)) {
      said[key].textContent = spoken[key];
      controls[key].setAttribute("aria-valuetext", spoken[key]);
    }
  };

  const gained = (before, after) => {
    if (before === Infinity || after === Infinity) return "";
    const months = Math.round((before - after) / 30.4375);
    return months === 0 ? texts.LIVE_SAME_DATE
      : fill(months > 0 ? "LIVE_EARLIER" : "LIVE_LATER", { n: Math.abs(months) });
  };

  const figure = (label, value, notes) => {
    const list = notes.filter((note) => note !== "").map((note) => make("span", {}, note));
    return make("div", { class: "number" }, make("p", { class: "name" }, label), make("p", { class: "value" }, value),
      make("p", { class: "notes" }, ...list));
  };
  const sayResult = (series, now, before) => {
    const numbers = [figure(texts.LIVE_DATE, dateText(now.q50), [
      fill("LIVE_SPAN", { from: dateText(now.q10), to: dateText(now.q90) }),
      fill("LIVE_BEFORE", { value: dateText(before.q50) }), gained(before.q50, now.q50)])];
    if (now.byDeadline !== null)
      numbers.push(figure(fill("LIVE_CHANCE", { when: when(series.deadline) }), percent(now.byDeadline),
        [fill("LIVE_BEFORE", { value: percent(before.byDeadline) })]));
    numbers.push(figure(fill("LIVE_NEVER", { when: month(data.horizon) }), percent(now.never),
      [fill("LIVE_BEFORE", { value: percent(before.never) })]));
    result.replaceChildren(make("p", { class: "target" }, fill("LIVE_TARGET", { target: series.target })),
      make("div", { class: "numbers-now" }, ...numbers));
    result.dataset.date = now.q50 === Infinity ? "never" : iso(now.q50);
    result.dataset.chance = now.byDeadline;
    result.dataset.never = now.never;
  };

  const sayCommand = (series, change) => {
    const at = controls.start.value === "0" ? "" : "@" + iso(change.from);
    const parts = [];
    if (change.growth !== 1) parts.push("growth=x" + change.growth + at);
    if (change.ceiling) parts.push("ceiling=" + change.ceiling + at);
    if (change.delay) parts.push("delay=" + change.delay + "m" + at);
    commandLine.hidden = parts.length === 0;
    command.textContent = "essor whatif " + series.id + " " + parts.join(" ");
  };

  /* A step of 1, 2 or 5 times a power of ten. */
  const niceStep = (most, lines) => {
    const power = Math.pow(10, Math.floor(Math.log10(most / lines)));
    return power * [1, 2, 5, 10].find((step) => step * power * lines >= most);
  };

  const drawFan = (series, now, before, shown) => {
    const width = Math.max(280, Math.round(chart.parentElement.clientWidth)), height = width < 500 ? 300 : 400;
    const box = { left: 4, right: width - 8, top: 28, bottom: height - 30 };
    const past = series.past, first = past[0][0];
    const most = 1.08 * Math.max(series.level, ...now.bands.map((band) => band[5]), ...before.bands.map((band) => band[3]));
    const x = (day) => box.left + (day - first) / (shown - first) * (box.right - box.left);
    const y = (value) => box.bottom - Math.min(value / most, 1.5) * (box.bottom - box.top);
    const line = (points) => "M" + points.map((p) => x(p[0]).toFixed(1) + "," + y(p[1]).toFixed(1)).join("L");
    const band = (low, high) => line(now.months.map((day, i) => [day, now.bands[i][low]])
      .concat(now.months.map((day, i) => [day, now.bands[i][high]]).reverse())) + "Z";
    const parts = [draw("clipPath", { id: "live-frame" })];
    parts[0].append(draw("rect", { x: 0, y: box.top, width, height: box.bottom - box.top }));
    const step = niceStep(most, 5);
    for (let value = step; value < most; value += step)
      parts.push(draw("line", { class: "grid", x1: box.left, x2: box.right, y1: y(value), y2: y(value) }),
        draw("text", { class: "scale", x: box.left, y: y(value) - 5 }, quantity(value, 3)));
    const inside = draw("g", { "clip-path": "url(#live-frame)" });
    inside.append(draw("path", { class: "band95", d: band(0, 6) }), draw("path", { class: "band80", d: band(1, 5) }),
      draw("path", { class: "band50", d: band(2, 4) }),
      draw("path", { class: "past", d: line(past.map((row) => [row[0], row[2]]).concat([[now.months[0], now.bands[0][3]]])) }),
      draw("path", { class: "before", d: line(before.months.map((day, i) => [day, before.bands[i][3]])) }),
      draw("path", { class: "median", d: line(now.months.map((day, i) => [day, now.bands[i][3]])) }));
    parts.push(inside, draw("line", { class: "axis", x1: box.left, x2: box.right, y1: box.bottom, y2: box.bottom }),
      draw("line", { class: "aim", x1: box.left, x2: box.right, y1: y(series.level), y2: y(series.level) }),
      draw("text", { class: "aim-text", x: box.left + 60, y: y(series.level) - 6 }, quantity(series.level, 3)));
    const from = dated(first).getUTCFullYear() + 1, to = dated(shown).getUTCFullYear();
    const apart = Math.ceil((to - from + 1) / (width / 70));
    for (let year = from; year <= to; year += apart)
      parts.push(draw("line", { class: "tick", x1: x(dayOf(year, 0, 1)), x2: x(dayOf(year, 0, 1)), y1: box.bottom, y2: box.bottom + 6 }),
        draw("text", { class: "year", x: x(dayOf(year, 0, 1)), y: box.bottom + 22 }, year));
    const crossing = (day, name) => {
      if (day !== Infinity && day >= first && day <= shown)
        parts.push(draw("line", { class: "drop " + name, x1: x(day), x2: x(day), y1: y(series.level), y2: box.bottom }),
          draw("circle", { class: "crossing " + name, cx: x(day), cy: y(series.level), r: 6 }));
    };
    crossing(before.q50, "was");
    crossing(now.q50, "is");
    chart.setAttribute("viewBox", "0 0 " + width + " " + height);
    chart.setAttribute("aria-label", fill("LIVE_CHART", { label: series.label }));
    chart.replaceChildren(...parts);
  };

  let baseline = null;
  const repaint = () => {
    const series = data.series[choice.value], change = changeNow(series);
    const shown = Math.min(data.horizon, data.asOf + 6 * 365.25);
    if (baseline === null || baseline.series !== series) baseline = { series, answer: answer(series, unchanged, shown) };
    const now = answer(series, change, shown);
    sayControls(change);
    sayResult(series, now, baseline.answer);
    sayCommand(series, change);
    drawFan(series, now, baseline.answer, shown);
  };
  /* First the series whose target is still to come, with a deadline. */
  const first = data.series.findIndex((series) => {
    if (series.deadline === null || series.deadline <= data.asOf) return false;
    const base = answer(series, unchanged, data.asOf);
    return base.q50 > data.asOf + 1 && base.q50 !== Infinity;
  });
  choice.value = Math.max(first, 0);
  const begin = () => {
    unpack(data.series[choice.value]);
    document.getElementById("live-intro").textContent = fill("LIVE_INTRO", { draws: data.series[choice.value].draws });
    repaint();
  };
  let asked = false;
  const later = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; repaint(); });
  };
  for (const key of Object.keys(controls)) controls[key].addEventListener("input", later);
  choice.addEventListener("change", begin);
  reset.addEventListener("click", () => {
    controls.growth.value = 10;
    controls.ceiling.value = controls.delay.value = controls.start.value = 0;
    repaint();
  });
  window.addEventListener("resize", later);
  begin();
})();
