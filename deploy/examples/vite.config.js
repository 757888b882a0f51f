import { defineConfig } from 'vite'

// The server that hands out the pages also passes their requests on, with the seller's token: no browser ever has it. In production your own
// backend does this, and decides who may buy.
const proxy = {
  '/graphql': { target: process.env.API ?? 'http://localhost:5080', ws: true, headers: { Authorization: `Bearer ${process.env.TOKEN}` } },
  '/geometry': { target: process.env.API ?? 'http://localhost:5080', headers: { Authorization: `Bearer ${process.env.TOKEN}` } }
}

export default defineConfig({
  server: { proxy },
  preview: { proxy },
  build: { rollupOptions: { input: { shop: 'shop/index.html', phone: 'phone/index.html' } } }
})
