/** Builds the gallery: every screen over fixtures, to look at and to test. Never part of a package. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'src/renderer',
  base: './',
  plugins: [react()],
  build: {
    target: 'chrome130',
    outDir: '../../out/gallery',
    emptyOutDir: true,
    rollupOptions: { input: 'src/renderer/gallery/gallery.html' },
  },
});
