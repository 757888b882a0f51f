// Writes shared/operations.ts: the types of the operations, from them and the schema. With --check it only says whether they are as they would be written.
import { codegen } from '@graphql-codegen/core'
import * as types from '@graphql-codegen/typescript-operations'
import { buildSchema, parse } from 'graphql'
import assert from 'node:assert/strict'
import { readFile, readdir, writeFile } from 'node:fs/promises'

const here = name => new URL(name, import.meta.url)
const read = async name => await readFile(here(name), 'utf8')
const target = 'shared/operations.ts'

const files = (await readdir(here('operations'))).sort()
const documents = await Promise.all(files.map(async file => ({ location: file, document: parse(await read(`operations/${file}`)) })))
const schema = await read('../../api/schema.graphql')
const written = await codegen({
  filename: target,
  schema: parse(schema),
  schemaAst: buildSchema(schema),
  documents,
  config: { enumsAsTypes: true, defaultScalarType: 'string', scalars: { ID: 'string', Long: 'number', Seconds: 'number' } },
  pluginMap: { types },
  plugins: [{ types: {} }]
})
const map = documents.map(({ document: { definitions: [{ name, operation }] } }) => {
  const type = `${name.value}${operation[0].toUpperCase()}${operation.slice(1)}`
  return `  ${name.value}: { variables: ${type}Variables, data: ${type} }`
})
const text = `${written.trim()}\n\n/** By their names, under which the backend knows them. */\nexport interface Operations {\n${map.join('\n')}\n}\n`
if (process.argv.includes('--check')) {
  assert.equal(await read(target), text, 'The types are others than the schema and the operations say: npm run generate.')
} else {
  await writeFile(here(target), text)
}
