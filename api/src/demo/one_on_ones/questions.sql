INSERT INTO question_sets (org_id, id, name, questions)
SELECT current_org(), md5(concat('questions ', current_org(), own.name))::uuid, own.name, own.questions
FROM (VALUES
    ('Before the harbour days', ARRAY['What do you want to show?', 'Whose help do you need until then?', 'What can wait?']),
    ('After a client visit', ARRAY['What did the client say that we did not expect?', 'What do we owe them now?'])
) AS own (name, questions)
