const text = `
policy sample
parameter standard: money per month { from 2023-01-01: 915 yuan }
entity household { income: money per month }
tier assistance { dibao when income below standard  otherwise none }
`;

export const decided = {
  compile: ({ Policy }) => Policy.compile(text),
  by: (policy) => policy.decide({ income: '914.99' }, { on: '2023-06-01' }).results[0].case.name,
};
