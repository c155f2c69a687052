import { parseSkillMatrix, type SkillMatrix } from '../../routing/index.ts';
import { allSkills } from '../team.ts';

const SKILLS = `technician,mail,tier,home,skill,level,evidence,date
Ana Moreau,ana@northwind-msp.example,L2,London,Microsoft 365,3,MS-102,2026-03-01
Ana Moreau,ana@northwind-msp.example,L2,London,Networking,2,peer review,2026-05-01
Ana Moreau,ana@northwind-msp.example,L2,London,Application support,3,daily work,2026-05-01
Ana Moreau,ana@northwind-msp.example,L2,London,Printing,2,daily work,2026-05-01
Ana Moreau,ana@northwind-msp.example,L2,London,Hardware,2,daily work,2026-05-01
Ana Moreau,ana@northwind-msp.example,L2,London,Security,2,SC-200,2026-05-01
Ben Okafor,ben@northwind-msp.example,L1,London,Printing,2,daily work,2026-02-01
Ben Okafor,ben@northwind-msp.example,L1,London,Application support,2,daily work,2026-02-01
Ben Okafor,ben@northwind-msp.example,L1,London,Microsoft 365,2,MS-900,2026-02-01
Ben Okafor,ben@northwind-msp.example,L1,London,Hardware,2,daily work,2026-02-01
Ben Okafor,ben@northwind-msp.example,L1,London,Networking,1,shadowing,2026-02-01
Chris Lindqvist,chris@northwind-msp.example,L3,London,Networking,3,CCNP,2026-01-15
Chris Lindqvist,chris@northwind-msp.example,L3,London,Windows Server,3,daily work,2026-01-15
Chris Lindqvist,chris@northwind-msp.example,L3,London,Security,3,CISSP,2026-01-15
Chris Lindqvist,chris@northwind-msp.example,L3,London,Microsoft 365,2,daily work,2026-01-15
Chris Lindqvist,chris@northwind-msp.example,L3,London,Application support,2,daily work,2026-01-15
`;

/** What Ana, Ben and Chris are good at; whoever comes on top is good enough at everything. */
export function mspSkills(extra: readonly { readonly key: string; readonly name: string }[]): SkillMatrix {
  const [, ...rows] = allSkills(extra).split('\n');
  return parseSkillMatrix(SKILLS + rows.join('\n'));
}
