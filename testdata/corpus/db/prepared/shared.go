package prepared

const byID = "SELECT i.name || '/' || (SELECT count(*) FROM item j WHERE j.id BETWEEN i.id AND i.id+1) FROM item i WHERE i.id = ?"
