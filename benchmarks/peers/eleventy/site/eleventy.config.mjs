// The same pages as those of Hugo, in the same order. Content is read from ./content (folder data files give layout and url).
import rss from "@11ty/eleventy-plugin-rss";

const kinds = { "good-practice": "Goede praktijken", "successful-failure": "Geslaagde mislukkingen" };
const byTitle = (a, b) => b.data.title.localeCompare(a.data.title) || b.inputPath.localeCompare(a.inputPath);
const newest = (a, b) => b.date - a.date || byTitle(a, b);
const slug = (text) => text.toLowerCase().normalize("NFC").trim().replace(/[^\p{L}\p{N}\s-]/gu, "").replace(/\s/g, "-");

// markdown-it core rule: heading ids, and ../tools/x.md -> /tools/x/
function fixTokens(md) {
  md.core.ruler.push("fix", (state) => {
    state.tokens.forEach((token, i) => {
      if (token.type === "heading_open") token.attrSet("id", slug(state.tokens[i + 1].content));
      if (token.type !== "inline") return;
      for (const child of token.children) {
        const found = child.type === "link_open" && /^\.\.\/(\w+)\/([^/]+)\.md$/.exec(child.attrGet("href"));
        if (found) child.attrSet("href", `/${found[1]}/${found[2]}/`);
      }
    });
  });
}

export default function (config) {
  config.addPlugin(rss);
  config.amendLibrary("md", (md) => md.use(fixTokens));
  config.addPassthroughCopy("style.css");
  const stories = (api) => api.getFilteredByGlob("content/stories/*.md").sort(newest);
  const tools = (api) => api.getFilteredByGlob("content/tools/*.md").sort(byTitle);
  const organisations = (api) => api.getFilteredByGlob("content/organisations/*.md").sort((a, b) => b.fileSlug.localeCompare(a.fileSlug));
  config.addCollection("stories", stories);
  config.addCollection("feed", (api) => api.getFilteredByGlob("content/stories/*.md").sort((a, b) => b.date - a.date || -byTitle(a, b)).slice(0, 50));
  config.addCollection("tools", tools);
  config.addCollection("organisations", organisations);
  config.addCollection("organisationBySlug", (api) => Object.fromEntries(organisations(api).map((o) => [o.fileSlug, o])));
  config.addCollection("toolBySlug", (api) => Object.fromEntries(tools(api).map((t) => [t.fileSlug, t])));
  config.addCollection("backlinks", (api) => {
    const found = {};
    for (const story of stories(api)) for (const tool of story.data.tools ?? [])
      (((found[tool] ??= {})[story.data.kind]) ??= []).push(story);
    return found;
  });
  // taxonomies: one flat list of {tax, term, items, page, pages} for pagination, and the counts
  const terms = (api) => {
    const found = { themes: {}, audiences: {} };
    for (const item of [...stories(api), ...tools(api)]) for (const tax of Object.keys(found))
      for (const term of item.data[tax] ?? []) (found[tax][term] ??= []).push(item);
    return found;
  };
  config.addCollection("terms", (api) => Object.fromEntries(Object.entries(terms(api)).map(([tax, all]) =>
    [tax, Object.entries(all).sort(([a, m], [b, n]) => n.length - m.length || a.localeCompare(b))])));
  config.addCollection("termPages", (api) => Object.entries(terms(api)).flatMap(([tax, all]) =>
    Object.entries(all).flatMap(([term, items]) => {
      const pages = Math.ceil(items.length / 50);
      return Array.from({ length: pages }, (_, i) => ({ tax, term, page: i, pages, items: items.slice(i * 50, i * 50 + 50) }));
    })));
  config.addFilter("kinds", (links) => Object.entries(kinds).map(([k, label]) => [label, links?.[k]]).filter((e) => e[1]));
  // a list is the same under all its pages, as Hugo sees it
  config.addFilter("first", (url) => url.replace(/page\/\d+\/$/, ""));
  config.addFilter("named", (name) => name[0].toUpperCase() + name.slice(1));
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("dagmaand", (date) => date.toISOString().slice(0, 10).split("-").reverse().join("-"));
  return { dir: { input: ".", output: "public", includes: "_includes" }, markdownTemplateEngine: false,
    htmlTemplateEngine: "njk", pathPrefix: "/" };
}
