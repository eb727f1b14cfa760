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
  { tag: tags.definitionKeyword, color: 'var(--accent)', fontWeight: '700' },
  { tag: tags.definition(tags.variableName), color: 'var(--text)', fontWeight: '650' },
  { tag: tags.keyword, color: 'var(--accent)' },
  { tag: tags.operatorKeyword, color: 'var(--code-operator)' },
  { tag: tags.function(tags.variableName), color: 'var(--code-function)' },
  { tag: tags.typeName, color: 'var(--code-type)' },
  { tag: tags.bool, color: 'var(--code-operator)', fontWeight: '600' },
  { tag: tags.propertyName, color: 'var(--code-function)' },
  { tag: tags.number, color: 'var(--code-figure)' },
  { tag: tags.literal, color: 'var(--code-figure)' },
  { tag: tags.string, color: 'var(--code-text)' },
  // Not slanted: Chinese has no italics.
  { tag: tags.comment, color: 'var(--code-aside)' },
  { tag: tags.operator, color: 'var(--code-operator)' },
  { tag: tags.punctuation, color: 'var(--code-aside)' },
]);

/** How the parts of a text look. */
export const highlighted = syntaxHighlighting(look);
