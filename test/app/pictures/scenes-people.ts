/** Karen Berg is signed in: her contacts, a conversation, her day, a call, and her settings. */
import { expect } from '../offhook.ts';
import {
  button,
  openCard,
  openFromMenu,
  openLab,
  openPage,
  patience,
  type Scene,
  see,
  setSize,
  tab,
  usual,
} from './stage.ts';

const contacts: Scene = {
  title: 'contacts',
  async play({ window, shoot }) {
    await window.getByLabel('Lab account').selectOption({ label: 'Karen Berg · karen@contoso.com' });
    await button(window, 'Sign in').click();
    await see(button(window, /^Signed in/));
    await openCard(window, 'Alicia Thornber');
    await shoot('contacts');
  },
};

const conversation: Scene = {
  title: 'a conversation',
  async play({ window, shoot }) {
    await openLab(window, 'People');
    await window.getByLabel('What they write').fill('The plan for Monday is at https://plans.contoso.com/monday');
    await button(window, 'Let Jeremy Los write to me').click();
    await openCard(window, 'Jeremy Los');
    await button(window, 'Message').click();
    const said = (words: string | RegExp) => window.getByRole('log').getByText(words);
    await see(said(/^The plan for Monday/));
    const field = window.getByRole('textbox', { name: /Message to/ });
    await field.fill('See you at the stand-up!');
    await field.press('Enter');
    // He says back what is said to him, as people of the lab do.
    await expect(said('See you at the stand-up!')).toHaveCount(2, patience);
    await shoot('conversation');
  },
};

const day: Scene = {
  title: 'the day',
  async play({ window, shoot }) {
    await tab(window, /^Meetings/).click();
    await see(window.getByText('Contoso stand-up').first());
    await shoot('meetings');
  },
};

const calls: Scene = {
  title: 'a call',
  async play({ window, shoot }) {
    await openLab(window, 'People');
    await button(window, 'Let Jeremy Los call me').click();
    const answer = button(window, /^Answer/).first();
    await see(answer);
    await openCard(window, 'Jeremy Los');
    await shoot('call-incoming');
    await answer.click();
    await see(window.getByText(/^Connected · /).first());
    await button(window, /^Call details/).click();
    await see(window.getByText('Round trip'));
    // The first seconds of a call may be told as worse than what follows.
    await see(window.getByText(/^Good \(/));
    await shoot('call');
    await button(window, /^Hang up/)
      .first()
      .click();
    await see(window.getByText(/^You hung up/).first());
  },
};

const settings: Scene = {
  title: 'settings',
  async play({ window, shoot }) {
    await openPage(window, 'Settings', 'Audio and video');
    await see(window.getByText(/^(Quiet|Good|Very loud)$/));
    await shoot('settings-audio');
  },
};

const support: Scene = {
  title: 'Save for support',
  async play({ offhook, window, shoot }) {
    await openFromMenu(window, 'Save for support');
    await see(window.getByRole('listbox'));
    await setSize(offhook, { ...usual, height: 862 });
    await shoot('support');
    await setSize(offhook, usual);
  },
};

export const peopleScenes: readonly Scene[] = [contacts, conversation, day, calls, settings, support];
