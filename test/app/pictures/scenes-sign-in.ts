/** Before anybody is signed in: the form, a test of the setup, and a sign-in that fails. */
import { button, enterLab, openLab, type Scene, see, setSize, signOut, usual } from './stage.ts';

const signInForm: Scene = {
  title: 'the sign-in form',
  async play({ window, shoot }) {
    await see(button(window, 'Sign in'));
    await shoot('sign-in');
  },
};

const setupCheck: Scene = {
  title: 'Test my setup',
  async play({ offhook, window, shoot }) {
    await enterLab(window);
    await signOut(window);
    await window.getByLabel('Sign-in address').fill('karenb@contoso.com');
    await button(window, 'Test my setup').click();
    await window.getByLabel(/^Can I join a meeting of/).fill('tailspintoys.com');
    await button(window, 'Start').click();
    await see(button(window, 'Save as page…'));
    await setSize(offhook, { width: 760, height: 1480 });
    await shoot('test-my-setup');
    await setSize(offhook, usual);
    await button(window, 'Back').click();
  },
};

const signInFails: Scene = {
  title: 'a sign-in that fails',
  async play({ window, shoot }) {
    await openLab(window, 'Switches');
    await button(window, /^Certificate expired/).click();
    await button(window, 'Back').click();
    await window.getByLabel('Sign-in address').fill('jeremy@contoso.com');
    await window.getByLabel('Password').fill('not-asked-for');
    await button(window, 'Sign in').click();
    await see(window.getByText('Could not sign in as'));
    await shoot('sign-in-failed');
    await button(window, 'Back').click();
    await openLab(window, 'Switches');
    await button(window, /^As it was/).click();
    await button(window, 'Back').click();
  },
};

export const signInScenes: readonly Scene[] = [signInForm, setupCheck, signInFails];
