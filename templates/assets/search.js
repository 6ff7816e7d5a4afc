/* On every page: the search begins here. */
import { start } from "../scripts/starter.js";

start();
