/* On every page: the quick exit where there is one, first and apart from the rest, and the beginning of the search. */
import { offerExit } from "../scripts/exit.js";
import { start } from "../scripts/starter.js";

offerExit();
start();
