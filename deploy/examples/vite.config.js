import { defineConfig } from 'vite'

// In development vite serves the pages and changes them as you write. Everything else is the backend's: the token is there, and nowhere else.
const proxy = Object.fromEntries(['/graphql', '/geometry', '/pay'].map(path => [path, process.env.BACKEND ?? 'http://localhost:5174']))

export default defineConfig({
  server: { proxy },
  build: { rollupOptions: { input: { shop: 'shop/index.html', phone: 'phone/index.html' } } }
})
