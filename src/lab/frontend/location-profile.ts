/** The dial plan a Front End hands out. [MS-SIPRE] 2.2.8, 7 (mission 1.G) */
import { xml } from '../sip/xml-text.ts';
import type { DialPlan, DialPlanRule } from '../topologies/topology.ts';

export const LOCATION_PROFILE_TYPE = 'application/ms-location-profile-definition+xml';

/** Written as the seed's capture has it, with a lower-case l; the specification's schema has an upper-case one. */
const NAMESPACE = 'http://schemas.microsoft.com/2007/03/locationProfileDescription';

/** Whether a Request-URI asks for a location profile, the default or a named one. */
export function asksForLocationProfile(uri: string): boolean {
  return /;opaque=app:locationprofile:get(?:;|$)/i.test(uri);
}

/** The document of a dial plan. */
export function locationProfile(plan: DialPlan): string {
  return [
    `<LocationProfileDescription xmlns="${NAMESPACE}">`,
    `<Name>${xml(plan.name)}</Name>`,
    ...plan.rules.map(ruleElement),
    `<ExternalAccessPrefix>${xml(plan.externalAccessPrefix)}</ExternalAccessPrefix>`,
    `<OptimizeDeviceDialing>${plan.optimizeDeviceDialing}</OptimizeDeviceDialing>`,
    '</LocationProfileDescription>',
  ].join('');
}

function ruleElement(rule: DialPlanRule): string {
  return [
    '<Rule>',
    `<Pattern>${xml(rule.pattern)}</Pattern>`,
    `<Translation>${xml(rule.translation)}</Translation>`,
    `<InternalEnterpriseExtension>${rule.internalExtension}</InternalEnterpriseExtension>`,
    '</Rule>',
  ].join('');
}

/** Patterns on which a backtracking engine would sit for seconds or for ever, before the plan's own rules (mission G10). */
export function hostileDialPlan(plan: DialPlan): DialPlan {
  const patterns = [
    '^(\\d+)+$',
    '^(\\d*)*x$',
    '^(1|11|111)+$',
    '^(.*a){20}$',
    '^(?:(?:\\d{1,50}){1,50}){1,50}$',
    '^(?=\\d)\\d+$',
  ];
  const rules = patterns.map((pattern) => ({ pattern, translation: '+0$1', internalExtension: false }));
  return { ...plan, name: 'Hostile_dial_plan', rules: [...rules, ...plan.rules] };
}

/**
 * A profile with the two damages of the seed's print: typographic quotes around the namespace, and an escaped bracket inside the
 * first Pattern tag (mission C-31).
 */
export function damagedLocationProfile(document: string): string {
  return document.replace(`"${NAMESPACE}"`, `\u201D${NAMESPACE}\u201D`).replace('<Pattern>', '<Pattern&gt;');
}
