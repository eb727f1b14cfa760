// Makes `src/types.ts` from the JSON Schemas of what crosses the boundary, which come from the Rust types.
import { readFile, writeFile } from 'node:fs/promises';
import { compile } from 'json-schema-to-typescript';

const generated = new URL('../src/generated/', import.meta.url);
const schemas = JSON.parse(await readFile(new URL('schemas.json', generated), 'utf8'));

// Each schema brings the definitions it uses; types of the same name must be the same type.
const types = new Map();
for (const [name, { $schema, $defs = {}, title, ...schema }] of Object.entries(schemas)) {
  for (const [inner, definition] of [...Object.entries($defs), [name, schema]]) {
    const named = byName(definition);
    if (types.has(inner) && JSON.stringify(types.get(inner)) !== JSON.stringify(named)) {
      throw new Error(`two types are called ${inner}`);
    }
    types.set(inner, named);
  }
}

/** The same schema with references as names of types, so that each type stands once in the result. */
function byName(schema) {
  if (Array.isArray(schema)) return schema.map(byName);
  if (schema === null || typeof schema !== 'object') return schema;
  const { $ref, ...rest } = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, byName(value)]),
  );
  for (const [name, property] of Object.entries(rest.properties ?? {})) {
    if (!rest.required?.includes(name)) rest.properties[name] = neverNull(property);
  }
  return $ref === undefined ? rest : { tsType: $ref.replace('#/$defs/', ''), ...rest };
}

/** What may be left out is left out, and never written as null. */
function neverNull({ type, anyOf, ...rest }) {
  const other = anyOf?.filter((choice) => choice.type !== 'null');
  if (Array.isArray(type)) rest.type = type.filter((choice) => choice !== 'null');
  else if (type !== undefined) rest.type = type;
  if (other?.length === 1) Object.assign(rest, other[0], rest);
  else if (other !== undefined) rest.anyOf = other;
  return rest;
}

const options = {
  additionalProperties: false,
  bannerComment: '',
  style: { singleQuote: true, printWidth: 100 },
};
const sorted = [...types].sort(([one], [other]) => (one < other ? -1 : 1));
const sources = await Promise.all(sorted.map(([name, schema]) => compile(schema, name, options)));
const banner = '// Made from the JSON Schemas of the Rust types by `npm run build`.\n\n';
await writeFile(new URL('../src/types.ts', import.meta.url), banner + sources.join('\n'));
