import { afterEach, describe, expect, expectTypeOf, test, vi } from "vitest";
import { checkbox, textBox } from "../../../lib/notebook/controls/boxes.js";
import { dropdown } from "../../../lib/notebook/controls/dropdown.js";
import { interact } from "../../../lib/notebook/controls/interact.js";
import { slider } from "../../../lib/notebook/controls/slider.js";
import { displayHost } from "../../../lib/notebook/display-host.js";
import { displaySymbol } from "../../../lib/notebook/display-symbol.js";
import { seenHost } from "./comm-host.js";

afterEach(() => {
  delete (globalThis as Record<symbol, unknown>)[displayHost];
  vi.restoreAllMocks();
});

const controls = {
  window: slider({ value: 24, min: 2, max: 96 }),
  venue: dropdown({ options: ["binance", "okx"], label: "exchange" }),
  log: checkbox({ value: false }),
};
const texts = ({ shown }: ReturnType<typeof seenHost>) => shown.map(({ bundle }) => bundle["text/plain"]);

describe("interact in a front end", () => {
  test("opens the models that ipywidgets opens", () => {
    const host = seenHost();
    interact(controls, ({ window }) => window);
    expect(host.comms.map(({ target }) => target).every((target) => target === "jupyter.widget")).toBe(true);
    expect(host.comms.every(({ options }) => options?.metadata?.version === "2.1.0")).toBe(true);
    const state = (name: string) => host.model(name).data.state;
    // ipywidgets 8.1.9, get_state() of IntSlider(value=24, min=2, max=96, description="window"): all of its fields.
    expect(state("IntSliderModel")).toEqual({
      _dom_classes: [],
      _model_module: "@jupyter-widgets/controls",
      _model_module_version: "2.0.0",
      _model_name: "IntSliderModel",
      _view_count: null,
      _view_module: "@jupyter-widgets/controls",
      _view_module_version: "2.0.0",
      _view_name: "IntSliderView",
      behavior: "drag-tap",
      continuous_update: true,
      description: "window",
      description_allow_html: false,
      disabled: false,
      layout: `IPY_MODEL_${host.model("LayoutModel").id}`,
      max: 96,
      min: 2,
      orientation: "horizontal",
      readout: true,
      readout_format: "d",
      step: 1,
      style: `IPY_MODEL_${host.model("SliderStyleModel").id}`,
      tabbable: null,
      tooltip: null,
      value: 24,
    });
    // The same of Dropdown(options=["binance", "okx"], description="exchange").
    expect(state("DropdownModel")).toEqual({
      _dom_classes: [],
      _model_module: "@jupyter-widgets/controls",
      _model_module_version: "2.0.0",
      _model_name: "DropdownModel",
      _options_labels: ["binance", "okx"],
      _view_count: null,
      _view_module: "@jupyter-widgets/controls",
      _view_module_version: "2.0.0",
      _view_name: "DropdownView",
      description: "exchange",
      description_allow_html: false,
      disabled: false,
      index: 0,
      layout: `IPY_MODEL_${host.model("LayoutModel").id}`,
      style: `IPY_MODEL_${host.model("DescriptionStyleModel").id}`,
      tabbable: null,
      tooltip: null,
    });
    expect(state("CheckboxModel")).toMatchObject({ indent: true, value: false, _view_name: "CheckboxView" });
    // VBox(children).
    expect(state("VBoxModel")).toEqual({
      _dom_classes: [],
      _model_module: "@jupyter-widgets/controls",
      _model_module_version: "2.0.0",
      _model_name: "VBoxModel",
      _view_count: null,
      _view_module: "@jupyter-widgets/controls",
      _view_module_version: "2.0.0",
      _view_name: "VBoxView",
      box_style: "",
      children: ["IntSliderModel", "DropdownModel", "CheckboxModel"].map((name) => `IPY_MODEL_${host.model(name).id}`),
      layout: `IPY_MODEL_${host.model("LayoutModel").id}`,
      tabbable: null,
      tooltip: null,
    });
    // Styles have their view in the base package, whatever their model is in.
    expect(state("SliderStyleModel")).toMatchObject({
      _model_module: "@jupyter-widgets/controls",
      _view_module: "@jupyter-widgets/base",
      _view_name: "StyleView",
      handle_color: null,
    });
  });

  test("shows the controls, and below them the drawing, which a move replaces", () => {
    const host = seenHost();
    const shown = interact(controls, ({ window, venue }) => `${venue} ${window}`);
    expect(host.shown[0]).toEqual({
      bundle: {
        "application/vnd.jupyter.widget-view+json": {
          version_major: 2,
          version_minor: 0,
          model_id: host.model("VBoxModel").id,
        },
        "text/plain": "window 24, exchange binance, log false",
      },
      displayId: undefined,
    });
    const slid = host.model("IntSliderModel");
    slid.receive({ method: "update", state: { value: 30 }, buffer_paths: [] });
    host.model("DropdownModel").receive({ method: "update", state: { index: 1 }, buffer_paths: [] });
    expect(texts(host).slice(1)).toEqual(["binance 24", "binance 30", "okx 30"]);
    expect(new Set(host.shown.slice(1).map(({ displayId }) => displayId)).size).toBe(1);
    expect(host.shown[1]?.displayId).toBeDefined();
    expect(slid.sent).toEqual([{ method: "echo_update", state: { value: 30 }, buffer_paths: [] }]);
    expect(shown.values).toEqual({ window: 30, venue: "okx", log: false });
  });

  test("answers what the front end asks of its models", () => {
    const host = seenHost();
    interact({ n: slider({ value: 1, min: 0, max: 2, step: 0.25 }) }, () => undefined);
    const slid = host.model("FloatSliderModel");
    expect(slid.data.state).toMatchObject({ readout_format: ".2f" });
    slid.receive({ method: "update", state: { value: 1.5 } });
    slid.receive({ method: "request_state" });
    expect(slid.sent.at(-1)).toMatchObject({ method: "update", state: { value: 1.5, max: 2 } });
    const control = host.open("jupyter.widget.control");
    control.receive({ method: "request_states" });
    expect(control.sent[0]).toMatchObject({
      method: "update_states",
      states: {
        [slid.id]: {
          model_name: "FloatSliderModel",
          model_module: "@jupyter-widgets/controls",
          model_module_version: "2.0.0",
          state: { value: 1.5 },
        },
      },
    });
  });

  test("draws only the newest values after a slow drawing", async () => {
    const host = seenHost();
    const drawn: number[] = [];
    const ends: (() => void)[] = [];
    interact({ n: slider({ value: 0, min: 0, max: 9 }) }, async ({ n }) => {
      drawn.push(n);
      await new Promise<void>((end) => ends.push(end));
      return n;
    });
    const slid = host.model("IntSliderModel");
    const moves = [1, 2, 3].map((value) => slid.receive({ method: "update", state: { value } }));
    expect(drawn).toEqual([0]);
    ends[0]?.();
    await expect.poll(() => drawn).toEqual([0, 3]);
    ends[1]?.();
    await Promise.all(moves);
    expect(texts(host).slice(1)).toEqual(["0", "3"]);
  });

  test("an error stands in the place of the drawing until the next good one; the first is one of the cell", async () => {
    const host = seenHost();
    const draw = ({ n }: { n: number }) => {
      if (n === 2) throw new RangeError("no <data> for 2");
      return n;
    };
    interact({ n: slider({ value: 1, min: 0, max: 9 }) }, draw);
    for (const value of [2, 3]) host.model("IntSliderModel").receive({ method: "update", state: { value } });
    expect(texts(host).slice(1)).toEqual(["1", "RangeError: no <data> for 2", "3"]);
    expect(host.shown[2]?.bundle["text/html"]).toContain("no &lt;data&gt; for 2");
    expect(() => interact({ n: slider({ value: 2, min: 0, max: 9 }) }, draw)).toThrow("no <data> for 2");
    const later = interact({ n: slider({ value: 2, min: 0, max: 9 }) }, async (values) => draw(values));
    await expect(later.drawn).rejects.toThrow("no <data> for 2");
  });

  test("stops when it is closed by code, and when the front end closes one of its models", () => {
    for (const end of ["code", "front"]) {
      const host = seenHost();
      const drawn: number[] = [];
      const shown = interact({ n: slider({ value: 1, min: 0, max: 9 }) }, ({ n }) => drawn.push(n));
      if (end === "code") shown.close();
      else host.model("VBoxModel").closeFromFront();
      const left = host.comms.filter(({ isClosed }) => !isClosed);
      expect(left).toEqual(end === "code" ? [] : [host.model("VBoxModel")]);
      host.model("IntSliderModel").receive({ method: "update", state: { value: 7 } });
      expect(drawn).toEqual([1]);
      expect(host.shown).toHaveLength(2);
    }
  });

  test("is closed when its cell runs again, and stays beside others of the same run", () => {
    let run = 1;
    const host = seenHost(() => run);
    const make = () => interact({ n: slider({ value: 1, min: 0, max: 9 }) }, ({ n }) => n);
    make();
    make();
    const before = [...host.comms];
    expect(before.some(({ isClosed }) => isClosed)).toBe(false);
    run = 2;
    make();
    expect(before.every(({ isClosed }) => isClosed)).toBe(true);
    expect(host.model("IntSliderModel").isClosed).toBe(false);
  });

  test.each([
    ["IntSliderModel", { value: 600 }, { value: 24 }],
    ["IntSliderModel", { value: "abc" }, { value: 24 }],
    ["IntSliderModel", { value: null }, { value: 24 }],
    ["DropdownModel", { index: 99 }, { index: 0 }],
    ["DropdownModel", { index: null }, { index: 0 }],
  ])("takes back what %s cannot take: %o", (name, state, valid) => {
    const host = seenHost();
    const interaction = interact(controls, ({ window }) => window);
    const model = host.model(name);
    model.receive({ method: "update", state, buffer_paths: [] });
    expect(model.sent.at(-1)).toEqual({ method: "update", state: valid, buffer_paths: [] });
    model.receive({ method: "request_state" });
    expect(model.sent.at(-1)?.state).toMatchObject(valid);
    expect(interaction.values).toEqual({ window: 24, venue: "binance", log: false });
  });

  test("set tells of a name that every object has and no control", () => {
    seenHost();
    const interaction = interact(controls, ({ window }) => window);
    expect(() => interaction.set("constructor" as "window", 3)).toThrow(
      'interact: unknown control "constructor"; known: window, venue, log',
    );
  });

  test("set moves the control and draws; what a control cannot take is refused", () => {
    const host = seenHost();
    const shown = interact(controls, ({ window }) => window);
    shown.set("window", 12);
    shown.set("venue", "okx");
    expect(host.model("IntSliderModel").sent).toEqual([{ method: "update", state: { value: 12 }, buffer_paths: [] }]);
    expect(host.model("DropdownModel").sent).toEqual([{ method: "update", state: { index: 1 }, buffer_paths: [] }]);
    expect(texts(host).slice(1)).toEqual(["24", "12", "12"]);
    expect(() => shown.set("window", 1)).toThrow("interact: window 1 is out of range; give a number from 2 to 96");
    expect(() => shown.set("venue", "bybit" as "okx")).toThrow(
      'interact: venue "bybit" is no option; known: "binance", "okx"',
    );
    expect(() => shown.set("size" as "log", true)).toThrow(
      'interact: unknown control "size"; known: window, venue, log',
    );
    host.model("IntSliderModel").receive({ method: "update", state: { value: "x" } });
    expect(shown.values.window).toBe(12);
  });
});

describe("interact elsewhere", () => {
  test("draws once, below a line that names the values, and makes the cell wait for it", async () => {
    const shown: unknown[] = [];
    (globalThis as Record<symbol, unknown>)[displayHost] = { display: (bundle: unknown) => shown.push(bundle) };
    const slow = interact(controls, async ({ venue }) => venue);
    expect(await slow[displaySymbol]()).toEqual({});
    expect(shown).toEqual([{ "text/plain": "window 24, exchange binance, log false" }, { "text/plain": "binance" }]);
  });

  test("prints in plain Node", () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    interact({ name: textBox({ value: "x" }) }, ({ name }) => [name]);
    expect(log.mock.calls).toEqual([["name x"], ["[ 'x' ]"]]);
  });
});

describe("controls", () => {
  test("type what draw is given", () => {
    seenHost();
    interact({ ...controls, bars: dropdown({ options: [1, 4] }) }, (values) => {
      expectTypeOf(values.window).toEqualTypeOf<number>();
      expectTypeOf(values.venue).toEqualTypeOf<"binance" | "okx">();
      expectTypeOf(values.log).toEqualTypeOf<boolean>();
      expectTypeOf(values.bars).toEqualTypeOf<1 | 4>();
    });
  });

  test("refuse what they cannot show", () => {
    const wrong: readonly (readonly [() => unknown, string])[] = [
      [() => slider({ value: 5, min: 0, max: 4 }), "slider: value 5 is out of range; give a number from 0 to 4"],
      [() => slider({ value: 1, min: 2, max: 2 }), "slider: max 2 is not above min 2"],
      [() => slider({ value: 1, min: 0, max: 2, step: 0 }), "slider: step 0 is not above 0"],
      [() => slider({ value: 1, min: 0, max: Number.NaN }), "slider: max NaN is no finite number"],
      [() => dropdown({ options: [] }), "dropdown: there are no options to choose"],
      [() => dropdown({ options: ["a", "a"] }), 'dropdown: option "a" comes twice'],
      [() => dropdown({ options: ["a"], value: "b" as "a" }), 'dropdown: value "b" is no option; known: "a"'],
      [() => checkbox({ value: 1 as unknown as boolean }), "checkbox: value 1 is not true or false"],
      [() => textBox({ value: 1 as unknown as string }), "textBox: value 1 is not text"],
      [
        () => interact({ n: 5 as unknown as ReturnType<typeof slider> }, () => 1),
        'interact: "n" is no control; give slider(…), dropdown(…), checkbox(…) or textBox(…)',
      ],
    ];
    for (const [make, message] of wrong) expect(make).toThrow(message);
  });
});
