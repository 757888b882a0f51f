// Lints the schema, strictly; prints each problem on a line and ends with 1 if there are any.
// Usage: node lint.js <schema.graphql>
import { dirname, resolve } from 'node:path'
import { ESLint } from 'eslint'
import config from './schema-rules.js'

const [, , file] = process.argv
const schema = resolve(file)

const eslint = new ESLint({ cwd: dirname(schema), overrideConfigFile: true, overrideConfig: config(schema) })
const [result] = await eslint.lintFiles([schema])
for (const { line, column, ruleId, message } of result.messages) {
  console.log(`${line}:${column} ${ruleId} ${message}`)
}

console.log(`${result.messages.length} problems`)
process.exitCode = result.messages.length === 0 ? 0 : 1
