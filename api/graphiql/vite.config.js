import { defineConfig } from 'vite'

// The API serves the page at /graphql and its files, which the build puts into the assembly, below /graphiql/.
export default defineConfig({
  base: '/graphiql/',
  build: {
    outDir: process.env.GRAPHIQL_OUT ?? 'dist',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 10000,
    reportCompressedSize: false
  },
  worker: { format: 'es' }
})
