// What the linter of the schema asks for. A rule that is left out, or an exception, says why.
import graphql from '@graphql-eslint/eslint-plugin'

/** @param {string} schema the file */
export default function config (schema) {
  return [{
    files: ['**/*.graphql'],
    plugins: { '@graphql-eslint': graphql },
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema } } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // All that the plugin has for schemas, in its own strictest settings.
      ...graphql.configs['flat/schema-all'].rules,
      ...graphql.configs['flat/schema-relay'].rules,
      '@graphql-eslint/require-description': ['error', { types: true, FieldDefinition: true, InputValueDefinition: true, EnumValueDefinition: true, DirectiveDefinition: true }],
      '@graphql-eslint/description-style': ['error', { style: 'inline' }],
      // By name alone; the default wants ids first. Definitions are sorted too, but for the directive at the beginning.
      '@graphql-eslint/alphabetize': ['error', {
        definitions: false,
        fields: ['ObjectTypeDefinition', 'InterfaceTypeDefinition', 'InputObjectTypeDefinition'],
        values: true,
        arguments: ['FieldDefinition', 'DirectiveDefinition']
      }],
      // Lists that don't grow are plain lists, and an entry of a connection need not have an identity.
      '@graphql-eslint/relay-edge-types': ['error', { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false }],
      // Lists are read forwards.
      '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
      // `moved` does not begin with the name of the type `Move`, though with its letters.
      '@graphql-eslint/no-typename-prefix': 'off',
      // There are mutations and subscriptions.
      '@graphql-eslint/no-root-type': 'off',
      // Values, such as counts, have no identity; what has one is a Node, which a test of the schema holds.
      '@graphql-eslint/strict-id-in-types': 'off',
      // What a command made is in its payload, and leads on from there.
      '@graphql-eslint/require-field-of-type-query-in-mutation-result': 'off'
    }
  }]
}
