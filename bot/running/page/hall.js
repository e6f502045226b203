// The hall's screen. Everything that people wrote goes through textContent; nothing is ever read as HTML.
"use strict";

const TURN_SECONDS = 15;
const SVG = "http://www.w3.org/2000/svg";
const at = (id) => document.getElementById(id);
let shown = null;
let turn = 0;
let ahead = 0;
let said = "";
const wanted = new URLSearchParams(location.search).get("lang");

function make(tag, text, name) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  if (name) element.className = name;
  return element;
}

function fill(parent, ...children) {
  parent.replaceChildren(...children.filter(Boolean));
  parent.hidden = !parent.childNodes.length;
}

function track(share, line) {
  const frame = make("div", "", "track");
  frame.setAttribute("aria-hidden", "true");
  const part = make("div", "", "fill");
  part.style.width = `${Math.min(share, 1) * 100}%`;
  frame.append(part);
  if (line !== null) {
    const mark = make("div", "", "line");
    mark.style.left = `${line * 100}%`;
    frame.append(mark);
  }
  return frame;
}

function list(name, items) {
  const element = make("ul", "", name);
  element.append(...items);
  return element;
}

function vote(it) {
  const element = make("article", "", it.options.length > 10 ? "vote many" : "vote");
  const options = list("options", it.options.map((option) => make("li", option)));
  const clock = make("p", "", "clock");
  clock.dataset.ends = it.ends === null ? "" : it.ends;
  clock.dataset.words = it.clock;
  element.append(make("h3", it.name));
  if (it.text) element.append(make("p", it.text, "text"));
  element.append(options, clock, make("p", it.turnout), track(it.share, null));
  return element;
}

function bar(it) {
  const element = make("li", "", "bar");
  const head = make("p");
  head.append(make("b", it.label));
  if (it.mark) head.append(make("span", it.mark, "mark"));
  head.append(make("span", it.number, "number"));
  element.append(head);
  if (it.share !== null) element.append(track(it.share, it.line));
  return element;
}

// While people vote, what they vote on is large, and of the last result a projector keeps the verdict.
function result(it, words, brief) {
  const element = make("article", "", it.bars.length > 10 ? "shown many" : "shown");
  element.classList.toggle("brief", brief);
  element.append(make("h3", it.title), make("p", it.verdict, "verdict"));
  for (const text of [it.ruling, it.shows]) if (text) element.append(make("p", text));
  element.append(list("bars", it.bars.map(bar)));
  if (it.line) element.append(make("p", `▼ ${it.line}`));
  for (const text of [...it.rule, ...it.whole]) element.append(make("p", text));
  element.append(make("p", it.turnout), make("p", it.sentence, "sentence"));
  return [make("h2", it.head || words.result), element];
}

function code(it) {
  const element = make("div", "", "code");
  const picture = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  picture.setAttribute("viewBox", `0 0 ${it.size} ${it.size}`);
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", it.words);
  path.setAttribute("d", it.path);
  path.setAttribute("stroke", "#000");
  picture.append(path);
  const link = make("a", it.link);
  link.href = it.link;
  link.rel = "noreferrer noopener";
  element.append(make("p", it.words), picture, link);
  return element;
}

function draw() {
  if (!shown) return;
  const language = shown.views[wanted] ? wanted : shown.languages[turn % shown.languages.length];
  const view = shown.views[language];
  document.documentElement.lang = language;
  document.title = view.title;
  at("organisation").textContent = view.organisation;
  at("title").textContent = view.title;
  at("state").textContent = view.state;
  at("item").textContent = view.item;
  at("item").hidden = !view.item;
  fill(at("votes"), view.votes.length && make("h2", view.words.now), ...view.votes.map(vote));
  fill(at("result"), ...(view.result ? result(view.result, view.words, view.votes.length > 0) : []));
  at("quiet").textContent = view.words.quiet;
  at("quiet").hidden = Boolean(view.votes.length || view.result);
  fill(at("presence"), ...view.presence.map((line) => make("p", line)));
  fill(at("next"), view.next.length && make("h2", view.words.next), ...view.next.map((name) => make("p", name)));
  fill(at("joining"), view.codes.length && make("h2", view.words.join), ...view.codes.map(code));
  tick();
  fit();
  tell(view);
}

// A screen reader hears what has changed in substance: not each vote that comes in, and not each language.
function tell(view) {
  const news = view.news.join(" ");
  if (shown.news === said) return;
  said = shown.news;
  at("news").textContent = news;
}

// A projector cannot be scrolled, and the last row wants to read it: as large as fits, and never too small to be read.
function fit() {
  const root = document.documentElement;
  root.style.fontSize = "";
  if (innerWidth < 832) return;
  let least = 14;
  let most = Math.max(least, Math.floor(innerWidth / 26));
  while (least < most) {
    const size = Math.ceil((least + most) / 2);
    root.style.fontSize = `${size}px`;
    if (root.scrollHeight > innerHeight) most = size - 1;
    else least = size;
  }
  root.style.fontSize = `${least}px`;
}

function tick() {
  for (const clock of document.querySelectorAll(".clock")) {
    const seconds = Math.max(0, Math.ceil((Number(clock.dataset.ends) - Date.now() - ahead) / 1000));
    const left = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    clock.textContent = clock.dataset.ends ? clock.dataset.words.replace("…", left) : clock.dataset.words;
  }
}

function listen() {
  const source = new EventSource(`events${location.search}`);
  source.addEventListener("clock", (event) => { ahead = Number(event.data) - Date.now(); });
  source.addEventListener("message", (event) => {
    shown = JSON.parse(event.data);
    at("link").hidden = true;
    draw();
  });
  source.addEventListener("open", () => { at("link").hidden = true; });
  source.addEventListener("error", () => {
    if (shown) at("link").textContent = shown.views[shown.languages[0]].words.lost;
    at("link").hidden = !shown;
    if (source.readyState === EventSource.CLOSED) setTimeout(() => { source.close(); listen(); }, 5000 + Math.random() * 5000);
  });
}

setInterval(tick, 500);
setInterval(() => { turn += 1; if (shown && !wanted && shown.languages.length > 1) draw(); }, TURN_SECONDS * 1000);
addEventListener("resize", fit);
listen();
