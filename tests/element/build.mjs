// Bundles Element's interface, as npm has it, into `out`. What Element's own build does with webpack's loaders is done
// here by a plugin; what no ballot needs (sound, workers) is left out.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import esbuild from "esbuild";

const require = createRequire(import.meta.url);
const here = path.dirname(new URL(import.meta.url).pathname);
const out = path.join(here, "out");
const modules = path.join(here, "node_modules");
const sdk = path.join(modules, "matrix-react-sdk");
const theme = "themes/light/css";

const LEFT_OUT = {
    [String.raw`^\$webapp`]: 'export default "i18n/languages.json"',
    [String.raw`(\.worker(\.ts)?|RecorderWorklet)$`]: "export default () => ({ postMessage() {}, terminate() {} })",
    [String.raw`indexeddbWorkerFactory$`]: "export default undefined",
    [String.raw`^!!raw-loader`]: 'export default ""',
    [String.raw`^opus-recorder`]: "export default class {}",
    [String.raw`^(fs|path|net|tls|crypto|os|stream|child_process|worker_threads)$`]: "export default {}",
};

function picture({ path: file }) {
    const text = fs.readFileSync(file, "utf8");
    const [, head, inner] = text.match(/<svg([^>]*)>([\s\S]*)<\/svg>/) ?? [null, "", ""];
    const kept = [...head.matchAll(/([a-zA-Z]+)="([^"]*)"/g)].filter(([, key]) => !["xmlns", "style", "class"].includes(key));
    const props = Object.fromEntries(kept.map(([, key, value]) => [key, value]));
    const uri = `data:image/svg+xml;base64,${Buffer.from(text).toString("base64")}`;
    const drawn = JSON.stringify({ ...props, dangerouslySetInnerHTML: { __html: inner } });
    return { loader: "js", resolveDir: here, contents: `import { createElement, forwardRef } from "react";
        export default ${JSON.stringify(uri)};
        export const Icon = forwardRef((props, ref) => createElement("svg", { ...${drawn}, ...props, ref }));` };
}

const loaders = {
    name: "loaders",
    setup(build) {
        Object.entries(LEFT_OUT).forEach(([filter, contents], number) => {
            build.onResolve({ filter: new RegExp(filter) }, () => ({ path: "left-out", namespace: `left-out-${number}` }));
            build.onLoad({ filter: /.*/, namespace: `left-out-${number}` }, () => ({ contents }));
        });
        build.onLoad({ filter: /\.svg$/ }, picture);
    },
};

function copied(from, to) {
    fs.cpSync(path.join(modules, from), path.join(out, to), { recursive: true });
}

await esbuild.build({
    entryPoints: [path.join(here, "start.js")], outdir: path.join(out, "bundle"), bundle: true, splitting: true, format: "esm",
    mainFields: ["matrix_src_browser", "browser", "module", "main"], target: "es2022", inject: [path.join(here, "shim.js")],
    loader: { ".png": "dataurl", ".gif": "dataurl", ".wasm": "file", ".woff2": "file", ".woff": "file", ".ttf": "file" },
    define: { global: "globalThis", "process.env.NODE_ENV": '"production"', "process.env": "{}" },
    plugins: [loaders], logLevel: "error",
    tsconfigRaw: { compilerOptions: { jsx: "react", experimentalDecorators: true, useDefineForClassFields: true } },
});
copied("@matrix-org/matrix-sdk-crypto-wasm/pkg", "bundle/pkg");
copied("matrix-react-sdk/res", "res");
copied("@vector-im/compound-design-tokens/icons", `res/${theme}/@vector-im/compound-design-tokens/icons`);
copied("matrix-react-sdk/src/i18n/strings/en_EN.json", "i18n/en_EN.json");
fs.writeFileSync(path.join(out, "i18n/languages.json"), JSON.stringify({ en: "en_EN.json" }));

const from = path.join(sdk, "res", theme, "light.pcss");
const resolve = (id, base) => {
    const beside = path.resolve(base, id);
    return fs.existsSync(beside) ? beside : require.resolve(id, { paths: [sdk, here] });
};
const plugins = ["mixins", "simple-vars", "nested", "easings", "hexrgba"].map((name) => require(`postcss-${name}`)());
const { css } = await require("postcss")([require("postcss-import")({ resolve }), ...plugins])
    .process(fs.readFileSync(from, "utf8"), { from, parser: require("postcss-scss") });
fs.writeFileSync(path.join(out, "res", theme, "light.css"), css);
fs.writeFileSync(path.join(out, "index.html"), `<!doctype html><meta charset="utf-8"><title>Element</title>
<meta name="theme-color" content=""><link rel="stylesheet" href="res/${theme}/light.css" data-mx-theme="light">
<body style="margin:0"><section id="matrixchat" style="height:100vh;overflow:auto"></section>
<script type="module" src="bundle/start.js"></script>`);
