import type { CodegenConfig } from '@graphql-codegen/cli'

const config: CodegenConfig = {
  schema: '../../api/schema.graphql',
  documents: ['shared/*.ts', 'shop/*.ts', 'phone/*.ts'],
  generates: {
    'shared/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        strictScalars: true,
        scalars: {
          AreaKey: 'string',
          Bytes: 'string',
          Currency: 'string',
          Date: 'string',
          DateTime: 'string',
          EmailAddress: 'string',
          HexColorCode: 'string',
          Long: 'number',
          PlaceKey: 'string',
          PlanHash: 'string',
          Seconds: 'number',
          TimeOfDay: 'string',
          TimeZone: 'string',
          Upload: 'File',
          URL: 'string'
        }
      }
    }
  }
}

export default config
