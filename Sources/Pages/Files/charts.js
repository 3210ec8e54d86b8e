// SPDX-License-Identifier: Apache-2.0
// Fills the places of charts by means of dygraphs; needs gnomon.js before it.
"use strict";

const WIDTH_IN_POINTS = 600;
const HOUR = 3600e3;
const paint = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

const AXIS_FORMS = {
  duration: (ns) => durationText(ns * 1e-9),
  offset: (ns) => offsetText(ns * 1e-9),
  frequency: (ppb) => signedText(ppb, 3).replace(/\.?0+$/, "") + " ppb",
  temperature: (degrees) => degrees.toFixed(2).replace("-", MINUS) + " °C",
  number: (value) => String(Number(value.toPrecision(6))).replace("-", MINUS),
};

/// The library's own legend writes inline styles, which the page's policy forbids: what is pointed at is told in words
/// instead, above the chart.
function readOut(place, nameOfX) {
  const words = document.createElement("p");
  words.className = "readout figure";
  words.setAttribute("aria-hidden", "true");
  place.before(words);
  return {
    highlightCallback: (event, x, points) => {
      words.textContent = [nameOfX(x), ...points
        .filter((point) => isFinite(point.yval) && point.name !== "bound")
        .map((point) => point.name + " " + place.form(point.yval))].join("   ");
    },
    unhighlightCallback: () => { words.textContent = ""; },
  };
}

// ---- Charts over time ----

/// Charts that show the same time.
class TimeCharts {
  constructor(part) {
    this.part = part;
    this.first = Number(part.dataset.hours) * HOUR;
    this.span = this.first;
    this.to = null;
    this.outages = [];
    this.charts = [...part.querySelectorAll(".chart")].map((place) => new TimeChart(place, this));
    part.querySelector(".controls").addEventListener("click", (event) => this.press(event.target.closest("button")));
    this.load();
  }

  get now() { return faces(tai() === null ? Date.now() + clock.leapSeconds * 1000 : tai()).unix; }
  get end() { return this.to === null ? this.now : this.to; }

  press(button) {
    if (!button) return;
    if (button.dataset.hours) {
      this.latest(Number(button.dataset.hours) * HOUR);
      return;
    }
    const [begin, end] = { earlier: [-1.5, -0.5], later: [-0.5, 0.5], in: [-0.75, -0.25], out: [-1.5, 0.5] }[button.dataset.move];
    this.show(this.end + begin * this.span, this.end + end * this.span);
  }

  latest(span) {
    this.span = span;
    this.to = null;
    this.load();
  }

  /// What reaches up to now stays with it.
  show(from, to) {
    this.span = Math.max(10e3, to - from);
    this.to = to >= this.now - 2e3 ? null : to;
    this.load();
  }

  load() {
    for (const button of this.part.querySelectorAll("button[data-hours]")) {
      button.setAttribute("aria-pressed", String(this.to === null && Number(button.dataset.hours) * HOUR === this.span));
    }
    for (const chart of this.charts) chart.load();
    this.loadOutages();
  }

  /// Times without a reference are shaded: what the charts show of them was not measured. Without an answer nothing is.
  async loadOutages() {
    try {
      const answer = await fetch("/api/v1/outages?limit=200", { cache: "no-store" });
      if (!answer.ok) return;
      this.outages = (await answer.json()).outages.map((outage) => outageSpan(outage, this.now));
      for (const chart of this.charts) if (chart.graph) chart.graph.updateOptions({});
    } catch { /* The charts are drawn without. */ }
  }
}

function outageSpan(outage, now) {
  const began = Date.parse(outage.began);
  return [began, outage.end === "running" ? now : began + (outage.seconds || 0) * 1000];
}

/// Behind the lines; at least a line's width, or a short outage in a year could not be seen.
function shadeOutages(canvas, area, graph, outages) {
  canvas.fillStyle = paint("hold-ground");
  for (const span of outages) {
    const [left, right] = span.map((moment) => graph.toDomXCoord(moment));
    const [from, to] = [Math.max(left, area.x), Math.min(Math.max(right, left + 2), area.x + area.w)];
    if (to > from) canvas.fillRect(from, area.y, to - from, area.h);
  }
}

class TimeChart {
  constructor(place, charts) {
    this.place = place;
    this.charts = charts;
    this.part = place.closest(".chart-part");
    this.note = this.part.querySelector(".chart-note");
    this.names = place.dataset.series.split(",");
    this.form = AXIS_FORMS[place.dataset.form] || AXIS_FORMS.number;
    this.graph = null;
    this.asked = 0;
    place.form = this.form;
    this.words = readOut(place, (x) => new Date(x).toISOString().slice(0, 19).replace("T", " ") + " UTC");
  }

  get window() { return [this.charts.end - this.charts.span, this.charts.end]; }

  query() {
    const [from, to] = this.window.map((moment) => moment / 1000);
    const step = Math.max(1, Math.round((to - from) / WIDTH_IN_POINTS));
    return this.source() + "&from=" + Math.floor(from) + "&to=" + Math.ceil(to) + "&step=" + step;
  }

  source() {
    const { group, clock } = this.place.dataset;
    if (group === undefined) return "/api/v1/history?series=" + this.names.join(",");
    const asked = "group=" + encodeURIComponent(group);
    if (clock === undefined) return "/api/v1/watch/history?" + asked;
    return "/api/v1/watch/clock?" + asked + "&clock=" + encodeURIComponent(clock);
  }

  /// Only the latest question's answer is drawn.
  async load() {
    const [query, turn] = [this.query(), this.asked += 1];
    this.part.querySelector(".csv").href = this.place.dataset.group ? query : query + "&format=csv";
    try {
      const answer = await fetch(query, { cache: "no-store" });
      if (!answer.ok) throw new Error("the appliance answered " + answer.status);
      const told = await answer.json();
      const history = told.pairs || told.spans ? watchHistory(told, this.names[0]) : told;
      if (turn === this.asked) this.draw(history);
    } catch (fault) {
      this.note.textContent = "The history could not be had: " + fault.message + ".";
    }
  }

  draw(history) {
    const rows = this.names.length > 1 ? bandRows(history, this.names) : plainRows(history, this.names[0]);
    this.note.textContent = rows.length === 0 ? "There is no history of this time." : "";
    if (rows.length === 0) rows.push([new Date(this.charts.end), ...this.names.map(() => [null, null, null])]);
    if (this.graph) this.graph.updateOptions({ file: rows, dateWindow: this.window });
    else {
      this.place.replaceChildren();
      this.graph = new Dygraph(this.place, rows, { ...this.options(), dateWindow: this.window });
    }
  }

  options() {
    const form = this.form;
    return {
      labels: ["UTC", ...this.names.map((name, index) => (index === 0 ? name : "bound"))],
      customBars: true, labelsUTC: true, ...this.words, colors: [paint("band"), paint("control")],
      fillAlpha: 0.22, strokeWidth: 1.4, gridLineColor: paint("line"), axisLineColor: paint("control"),
      gridLineWidth: 0.6, connectSeparatedPoints: false, includeZero: false,
      axes: { y: { axisLabelFormatter: form, axisLabelWidth: 86 } },
      series: this.names.length > 1 ? { bound: { strokeWidth: 0.6, strokePattern: [4, 4] } } : {},
      underlayCallback: (canvas, area, graph) => shadeOutages(canvas, area, graph, this.charts.outages),
      zoomCallback: (from, to) => this.charts.show(from, to),
      interactionModel: panning(this),
    };
  }

  recolour() {
    if (this.graph) this.graph.updateOptions(this.options());
  }
}

/// Dygraphs' own ways, and the finer figures are fetched once a pan has ended.
function panning(chart) {
  const model = { ...Dygraph.defaultInteractionModel };
  const { mouseup, touchend } = model;
  const settle = () => chart.charts.show(...chart.graph.xAxisRange());
  model.mouseup = (event, graph, context) => {
    const wasPanning = context.isPanning;
    if (mouseup) mouseup(event, graph, context);
    if (wasPanning) settle();
  };
  model.touchend = (event, graph, context) => {
    if (touchend) touchend(event, graph, context);
    settle();
  };
  model.dblclick = () => chart.charts.latest(chart.charts.first);
  return model;
}

/// Of a group that is watched: how far its worst pair was apart, within what that may be wrong by.
function pairPoint(pair) {
  return [Date.parse(pair.at), Math.max(0, pair.distanceNs - pair.uncertaintyNs), pair.distanceNs,
    pair.distanceNs + pair.uncertaintyNs];
}

/// Of one clock: the middle of what it was off, within the least and the most that it can have been.
function spanPoint(span) {
  return [Date.parse(span.at), span.leastNs - span.uncertaintyNs, (span.leastNs + span.mostNs) / 2,
    span.mostNs + span.uncertaintyNs];
}

function watchHistory(told, name) {
  const points = told.pairs ? told.pairs.map(pairPoint) : told.spans.map(spanPoint);
  return { step: told.step, series: { [name]: { points } } };
}

function plainRows(history, name) {
  const points = (history.series[name] || { points: [] }).points;
  return withGaps(points.map(([time, low, mean, high]) => [new Date(time), [low, mean, high]]), history.step, 1);
}

/// The first series with its own extremes, and a band of ± the second around zero.
function bandRows(history, [name, bound]) {
  const limits = new Map(((history.series[bound] || {}).points || []).map(([time, , , high]) => [time, high]));
  const points = (history.series[name] || { points: [] }).points;
  const rows = points.map(([time, low, mean, high]) => {
    const limit = limits.get(time);
    return [new Date(time), [low, mean, high], limit === undefined ? [null, null, null] : [-limit, 0, limit]];
  });
  return withGaps(rows, history.step, 2);
}

/// Where nothing was recorded, nothing is drawn.
function withGaps(rows, step, width) {
  const result = [];
  for (const row of rows) {
    const last = result.length === 0 ? null : result[result.length - 1][0].getTime();
    if (last !== null && row[0].getTime() - last > 3.5 * step * 1000) {
      result.push([new Date(last + step * 1000), ...Array.from({ length: width }, () => [null, null, null])]);
    }
    result.push(row);
  }
  return result;
}

// ---- Stability ----

async function drawStability(part) {
  const note = part.querySelector(".chart-note");
  try {
    const choice = part.querySelector("select").value;
    const isLive = Number.isNaN(Number(choice));
    const answer = await fetch("/api/v1/stability?hours=" + (isLive ? 1 : choice), { cache: "no-store" });
    if (!answer.ok) throw new Error("the appliance answered " + answer.status);
    const whole = await answer.json();
    const report = isLive ? { ...whole.live[choice], samples: whole.live[choice].seconds, interval: 1 } : whole;
    for (const place of part.querySelectorAll("[data-measure]")) drawMeasure(place, report);
    note.textContent = "From " + countText(report.samples) + " samples, one each " + durationText(report.interval) + ".";
    drawVerdicts(part.querySelector(".verdicts"), report.masks || []);
  } catch (fault) {
    note.textContent = "The stability could not be had: " + fault.message + ".";
  }
}

function drawMeasure(place, report) {
  const name = place.dataset.measure;
  const terms = report[name] || [];
  const masks = (report.masks || []).filter((mask) => mask.kind === name);
  const rows = new Map();
  const row = (tau) => {
    if (!rows.has(tau)) rows.set(tau, [tau, ...Array.from({ length: masks.length + 1 }, () => [null, null, null])]);
    return rows.get(tau);
  };
  for (const term of terms) row(term.tau)[1] = [term.low ?? term.value, term.value, term.high ?? term.value];
  masks.forEach((mask, index) => mask.points.forEach(([tau, limit]) => { row(tau)[index + 2] = [limit, limit, limit]; }));
  place.replaceChildren();
  if (rows.size === 0) { place.textContent = "There is too little history for this yet."; return; }
  const form = name === "adev" ? (value) => value.toExponential(1).replace("-", MINUS) : durationText;
  place.form = form;
  place.parentNode.querySelectorAll(".readout").forEach((old) => old.remove());
  new Dygraph(place, [...rows.values()].sort((a, b) => a[0] - b[0]), {
    labels: ["τ", name.toUpperCase(), ...masks.map((mask) => mask.name)], customBars: true, logscale: true,
    colors: [paint("band"), paint("hold"), paint("galileo"), paint("beidou")], connectSeparatedPoints: true,
    drawPoints: true, pointSize: 2.5, ...readOut(place, (tau) => "τ " + durationText(tau)), gridLineColor: paint("line"), axisLineColor: paint("control"),
    axes: {
      x: { logscale: true, axisLabelFormatter: durationText },
      y: { axisLabelFormatter: form, axisLabelWidth: 66 },
    },
    series: Object.fromEntries(masks.map((mask) => [mask.name, { strokePattern: [5, 4], drawPoints: false }])),
  });
}

function drawVerdicts(list, masks) {
  list.replaceChildren(...masks.map((mask) => {
    const item = document.createElement("li");
    item.textContent = mask.name + ", " + mask.kind.toUpperCase() + ": " + mask.verdict;
    return item;
  }));
}

// ---- Begin ----

function beginCharts() {
  if (typeof Dygraph === "undefined") {
    for (const note of document.querySelectorAll(".chart-note")) {
      note.textContent = "The chart library (Debian's libjs-dygraphs) is not on the appliance; the figures can be had as CSV.";
    }
    return;
  }
  Dygraph.PLUGINS = Dygraph.PLUGINS.filter((plugin) => plugin !== Dygraph.Plugins.Legend);
  const groups = [...document.querySelectorAll(".charts")].map((part) => new TimeCharts(part));
  const stability = document.getElementById("stability");
  if (stability) {
    stability.querySelector("select").addEventListener("change", () => drawStability(stability));
    drawStability(stability);
  }
  setInterval(() => {
    if (!document.hidden) groups.filter((group) => group.to === null).forEach((group) => group.load());
  }, 30e3);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    for (const group of groups) for (const chart of group.charts) chart.recolour();
    if (stability) drawStability(stability);
  });
}

beginCharts();
