import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Technician } from '../../model/technician.ts';
import { mergeSkills } from '../../routing/merge-skills.ts';
import { parseSkillMatrix } from '../../routing/skill-matrix.ts';

const LONG = `technician,mail,tier,home,skill,level,evidence,date
Priya Nair,Priya@msp.example,L3,Leeds,Networking,3,CCNP,2025-09-30
Priya Nair,priya@msp.example,,,Printing,learning,,
Tom Weber,,L1,,Printing,2,"Lexmark, and
Kyocera",2026-01-15
`;

describe('a skill matrix', () => {
  test('is read in the long form', () => {
    expect(parseSkillMatrix(LONG)).toEqual({
      problems: [],
      technicians: [
        {
          name: 'Priya Nair',
          mail: 'priya@msp.example',
          tier: 'L3',
          home: 'Leeds',
          skills: [
            { name: 'Networking', level: 3, evidence: 'CCNP', on: '2025-09-30' },
            { name: 'Printing', level: 1 },
          ],
        },
        {
          name: 'Tom Weber',
          tier: 'L1',
          skills: [{ name: 'Printing', level: 2, evidence: 'Lexmark, and\nKyocera', on: '2026-01-15' }],
        },
      ],
    });
  });

  test('is read in the wide form, as German Excel writes it', () => {
    const csv =
      '\uFEFFTechnician;Mail;Tier;Networking;Microsoft 365\r\nPriya Nair;p@msp.example;3;3;-\r\nTom Weber;;L1;;expert\r\n;;;;\r\n';
    expect(parseSkillMatrix(csv)).toEqual({
      problems: [],
      technicians: [
        { name: 'Priya Nair', mail: 'p@msp.example', tier: 'L3', skills: [{ name: 'Networking', level: 3 }] },
        { name: 'Tom Weber', tier: 'L1', skills: [{ name: 'Microsoft 365', level: 3 }] },
      ],
    });
  });

  test('reports every mistake with its position and is not used in part', () => {
    const csv = `technician,mail,tier,skill,level,date,colour
Ann,ann@msp.example,L1,Printing,2,2026-02-30,red
Ben,ben(at)msp,L9,Printing,7,,
,c@msp.example,L1,,1,,
Ann,ann@msp.example,L2,printing,3,,
Dan,,L1,Printing
`;
    const { technicians, problems } = parseSkillMatrix(csv);
    expect(technicians).toEqual([]);
    expect(problems.map(({ line, column, code }) => `${line} ${column} ${code}`)).toEqual([
      '6  column-count',
      '1 colour unknown-column',
      '2 date bad-date',
      '3 mail bad-mail',
      '3 tier bad-tier',
      '3 level bad-level',
      '4 technician missing-value',
      '4 skill missing-value',
      '5 tier conflict',
      '5 skill duplicate-skill',
      '6 level bad-level',
    ]);
  });

  test.each([
    ['nothing', '', 'empty'],
    ['headings only', 'technician,skill,level\n', 'empty'],
    ['no name column', 'mail,skill,level\na@b.c,x,1\n', 'missing-column'],
    ['no skill at all', 'technician,mail\nAnn,a@b.cd\n', 'missing-column'],
    ['a heading twice', 'technician,VPN,vpn\nAnn,1,2\n', 'duplicate-column'],
    ['an open quotation mark', 'technician,VPN\nAnn,"1\n', 'not-csv'],
    ['a book', `technician,VPN\n${'x'.repeat(2_000_001)}`, 'too-large'],
    ['a page in a cell', `technician,VPN\n${'x'.repeat(200)},1\n`, 'too-long'],
  ])('%s', (_, csv, code) => {
    const { technicians, problems } = parseSkillMatrix(csv);
    expect(technicians).toEqual([]);
    expect(problems.map((problem) => problem.code)).toContain(code);
  });

  test('never throws, and has no technicians when there is a problem', () => {
    const piece = fc.constantFrom('technician', 'skill', 'level', ',', ';', '\n', '"', '3', 'x', '\uFEFF', '__proto__');
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 40 }).map((pieces) => `technician,VPN\n${pieces.join('')}`),
    );
    fc.assert(
      fc.property(text, (csv) => {
        const { technicians, problems } = parseSkillMatrix(csv);
        expect(technicians.length === 0 || problems.length === 0).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a skill matrix on top of the PSA’s data', () => {
  const psa = (id: string, name: string, email?: string): Technician => ({
    id,
    name,
    active: true,
    teams: [],
    skills: [{ name: 'printing', level: 1 }],
    ...(email === undefined ? {} : { email }),
  });

  test('wins where it has a value, keeps what only the PSA knows, and names unmatched people', () => {
    const staff = [psa('1', 'Priya Nair', 'PRIYA@msp.example'), psa('2', 'Sam Hill'), psa('3', 'Sam Hill')];
    const { technicians: matrix } = parseSkillMatrix(
      'technician,mail,tier,Printing,VPN\nP. Nair,priya@msp.example,L3,3,\nSam Hill,,,,2\nZoe,z@msp.example,,,1\n',
    );
    const { technicians, unmatched } = mergeSkills(staff, matrix);
    expect(technicians[0]).toMatchObject({ id: '1', tier: 'L3', skills: [{ name: 'Printing', level: 3 }] });
    expect(technicians[1]).toBe(staff[1]);
    expect(unmatched.map((row) => row.name)).toEqual(['Sam Hill', 'Zoe']);
  });
});
