// Copied into each folder of documents as its data: content/stories/stories.11tydata.mjs and so on.
import { basename } from "node:path";
const folder = basename(import.meta.dirname);
const layouts = { stories: "story.njk", tools: "tool.njk", organisations: "organisation.njk" };
export default {
  layout: layouts[folder],
  permalink: (data) => `/${folder}/${data.page.fileSlug}/index.html`,
};
