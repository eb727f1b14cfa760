import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { tags } from '@lezer/highlight';

/** What the parts of a text are. */
export const tokenTable = {
  statement: tags.definitionKeyword,
  declared: tags.definition(tags.variableName),
  clause: tags.keyword,
  operator: tags.operatorKeyword,
  function: tags.function(tags.variableName),
  type: tags.typeName,
  value: tags.bool,
  part: tags.propertyName,
  name: tags.variableName,
  number: tags.number,
  date: tags.literal,
  string: tags.string,
  comment: tags.comment,
  symbol: tags.operator,
  punctuation: tags.punctuation,
};

const look = HighlightStyle.define([
  { tag: tags.definitionKeyword, color: '#0b5c66', fontWeight: '700' },
  { tag: tags.definition(tags.variableName), color: '#1c2426', fontWeight: '650' },
  { tag: tags.keyword, color: '#0b5c66' },
  { tag: tags.operatorKeyword, color: '#8a3b00' },
  { tag: tags.function(tags.variableName), color: '#6a2c91' },
  { tag: tags.typeName, color: '#225c9c' },
  { tag: tags.bool, color: '#8a3b00', fontWeight: '600' },
  { tag: tags.propertyName, color: '#6a2c91' },
  { tag: tags.number, color: '#a01c4e' },
  { tag: tags.literal, color: '#a01c4e' },
  { tag: tags.string, color: '#2d6a2f' },
  // Not slanted: Chinese has no italics.
  { tag: tags.comment, color: '#63707a' },
  { tag: tags.operator, color: '#8a3b00' },
  { tag: tags.punctuation, color: '#63707a' },
]);

/** How the parts of a text look. */
export const highlighted = syntaxHighlighting(look);
