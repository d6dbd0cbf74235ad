/**
 * What French typography does not break at the end of a line: « e-commerce », « K7PD-M4QX »,
 * « 06 12 34 56 78 », « bac + 5 », and what stands before « ? » or behind « « ».
 */

import { element } from "./dom";

const WHOLE =
  /[\p{L}\d][\p{L}\d’]*(?:-[\p{L}\d’]+)+|\+?\d+(?: \d+)+|\+ \d+|(?:« )?\S+ [:;?!»]+|« \S+/gu;

/** Letters; what is longer must be broken on a small screen. */
const LONGEST = 16;

export function unbroken(text: string): (Node | string)[] {
  const nodes: (Node | string)[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(WHOLE)) {
    if (found.length > LONGEST) continue;
    nodes.push(text.slice(end, index), element("span", { class: "whole" }, found));
    end = index + found.length;
  }
  return [...nodes, text.slice(end)];
}
