// @vitest-environment jsdom
/** Slides: the page everybody is at, turned by presenters, as large as one likes. */
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { questions, slides } from '../../gallery/fixtures-content.ts';
import { clearWindow } from '../../testing/window.tsx';
import {
  askedOf,
  attending,
  type Prepared,
  prepareContent,
  press,
  pushContent,
  showContent,
} from './content-in-tests.tsx';

let prepared: Prepared;
beforeEach(() => {
  prepared = prepareContent();
});
afterEach(clearWindow);

describe('slides', () => {
  it('show the picture of the page in words too, and let go of it when the page goes', async () => {
    const drawn = await showContent();
    const alt = () =>
      screen
        .getByRole('img')
        .getAttribute('alt')
        ?.replace(/[\u2068\u2069]/g, '');
    expect(alt()).toBe('Page 2 of 3 of Quarter three, shared by Garth Fort');
    await pushContent(drawn, { items: [questions, { ...slides, page: 2 }] });
    expect(alt()).toBe('Page 3 of 3 of Quarter three, shared by Garth Fort');
    expect(prepared.revoked).toEqual(['blob:1']);
    drawn.unmount();
    expect(prepared.revoked).toEqual(prepared.made);
  });

  it('let go of a picture that comes in the moment in which they are left', async () => {
    const drawn = await showContent();
    const make = URL.createObjectURL;
    URL.createObjectURL = (picture) => {
      // Before React has drawn it.
      queueMicrotask(drawn.unmount);
      return make(picture);
    };
    await pushContent(drawn, { items: [questions, { ...slides, page: 2 }] });
    expect(prepared.made).toHaveLength(2);
    expect([...prepared.revoked].sort()).toEqual(prepared.made);
  });

  it('keep the page before while the next one is on its way', async () => {
    const drawn = await showContent();
    drawn.bridge.hold('content.page');
    await pushContent(drawn, { items: [questions, { ...slides, page: 2 }] });
    expect(screen.getByText('Fetching the page')).toBeTruthy();
    expect(screen.getByRole('img').getAttribute('src')).toBe('blob:1');
  });

  it('say that a page is damaged, and try again', async () => {
    const drawn = await showContent({ items: [questions] });
    drawn.bridge.answer('content.page', { ok: true, value: { ok: false, failure: { code: 'PAGE_DAMAGED', at: 0 } } });
    await pushContent(drawn, {});
    expect(screen.getByRole('alert').textContent).toContain('This page is damaged');
    expect(screen.queryByRole('img')).toBeNull();
    await press('Try again');
    expect(askedOf(drawn, 'content.page')).toHaveLength(2);
  });

  it('are turned by a presenter with buttons and keys, not beyond the ends', async () => {
    const drawn = await showContent();
    const stage = screen.getByRole('region', { name: 'Page 2 of 3' });
    await press('Next page');
    fireEvent.keyDown(stage, { key: 'ArrowRight' });
    fireEvent.keyDown(stage, { key: 'PageUp' });
    expect(askedOf(drawn, 'content.nextPage')).toHaveLength(2);
    expect(askedOf(drawn, 'content.previousPage')).toHaveLength(1);
    await pushContent(drawn, { items: [questions, { ...slides, page: 2 }] });
    await press('Next page');
    expect(askedOf(drawn, 'content.nextPage')).toHaveLength(2);
  });

  it('are not turned by others, who may enlarge them', async () => {
    const drawn = await showContent(attending);
    fireEvent.keyDown(screen.getByRole('region', { name: 'Page 2 of 3' }), { key: 'ArrowRight' });
    await press('Zoom in');
    expect(screen.getByRole('button', { name: '125 %' })).toBeTruthy();
    await press('125 %');
    expect(screen.getByRole('button', { name: 'Fit' })).toBeTruthy();
    expect(askedOf(drawn, 'content.nextPage')).toEqual([]);
  });
});
