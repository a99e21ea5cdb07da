import { createRoot } from 'react-dom/client';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <form>
      <label>
        Sign-in address <input />
      </label>
      <button type="submit">Sign in</button>
    </form>,
  );
}
