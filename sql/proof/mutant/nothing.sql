select null::{{ type | keyword }} where false
