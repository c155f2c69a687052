/** The functions that the desk calls. The rest of this folder is implementation. */
export { boundSnapshot } from './bound-snapshot.ts';
export { decide, type Verdict } from './decide.ts';
export { whyNot, wholeMinutes, type WhyNot, type WholeBill } from './explain.ts';
export { mergeSkills } from './merge-skills.ts';
export { DEFAULT_ROUTING_POLICY } from './policy.ts';
export { record, replay, type RecordSource } from './record.ts';
export { levelsOf, skillFit } from './skill-fit.ts';
export { parseSkillMatrix, type MatrixTechnician, type SkillMatrix } from './skill-matrix.ts';
