/** The words for presence, as people know them. */
import * as english from './en/presence.ts';
import { inLanguage } from './language.ts';

export const { activityWords, availabilityWords, presenceWords, strangerWords } = inLanguage('presence', english);
